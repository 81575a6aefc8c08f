using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Workloads;

[GenerateSerializer, Alias("contract.LedgerState")]
public sealed class LedgerState
{
    [Id(0)]
    public List<int> Stored { get; set; } = [];
}

[GenerateSerializer, Alias("contract.Manner")]
public enum Manner
{
    AtOnce,
    AfterYield,
    AfterPool,
    Storing,
    Leaving,
}

[Alias("contract.ILedger")]
public interface ILedger : IGrainWithStringKey
{
    /// <returns>How many calls had run in this grain, this one included.</returns>
    [Alias("Run")]
    ValueTask<int> Run(int call, Manner manner);

    [Alias("Stored")]
    Task<List<int>> Stored();
}

[GrainType("contract.ledger")]
public sealed class LedgerGrain([PersistentState("ledger", "memory")] IPersistentState<LedgerState> state) : Grain, ILedger
{
    public async ValueTask<int> Run(int call, Manner manner)
    {
        var journal = Journal.Of(this.GetPrimaryKeyString());
        journal.Enter(call);
        try
        {
            switch (manner)
            {
                case Manner.AfterYield:
                    await Task.Yield();
                    break;
                case Manner.AfterPool:
                    await Task.Run(static () => { });
                    break;
                case Manner.Storing:
                    state.State.Stored.Add(call);
                    // As a disk would: meanwhile other calls gather.
                    await Task.Delay(1);
                    await state.WriteStateAsync();
                    break;
                case Manner.Leaving:
                    DeactivateOnIdle();
                    break;
                default:
                    break;
            }

            return journal.Ran.Count;
        }
        finally
        {
            journal.Leave();
        }
    }

    public Task<List<int>> Stored() => Task.FromResult(state.State.Stored);
}
