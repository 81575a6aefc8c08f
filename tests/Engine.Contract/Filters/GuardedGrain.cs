using Orleans;

namespace OrleansCare.Engine.Contract.Filters;

[Alias("contract.IGuarded")]
public interface IGuarded : IGrainWithStringKey
{
    [Alias("Enter")]
    ValueTask<string> Enter(string name, int level);

    [Alias("Leave")]
    Task Leave();
}

[GrainType("contract.guarded")]
public sealed class GuardedGrain : Grain, IGuarded, IIncomingGrainCallFilter
{
    private string _log = "";

    public ValueTask<string> Enter(string name, int level)
    {
        _log += name;
        return new(_log);
    }

    public Task Leave() => Task.CompletedTask;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        _log += "(";
        await context.Invoke();
        _log += ")";
    }
}
