using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansCare.Engine.Contract.Workloads;

/// <summary>
/// Callers that work at once, each one call after the other, on a few grains; among them a stranger who writes the grains' rows past them.
/// A command is a number: which caller, which grain, how.
/// </summary>
public sealed class Workload(SiloFixture silo, string name, IReadOnlyList<int> commands)
{
    /// <summary>Different commands.</summary>
    public const int Commands = Callers * Grains * Manners;

    private const int Callers = 8;
    private const int Grains = 2;
    private const int Reading = 5;
    private const int ByStranger = 6;
    private const int Manners = 7;

    private readonly Outcome[] _outcomes = new Outcome[commands.Count];
    private readonly ConcurrentBag<int> _seen = [];

    private enum Outcome
    {
        None,
        Answered,
        Stale,
        Refused,
    }

    /// <returns>How many writes were refused because of the stranger's, or the other way round.</returns>
    public async Task<int> RunAsync()
    {
        await Within.Reason(Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller)))), "all calls are answered");
        for (var grain = 0; grain < Grains; grain++)
        {
            await CheckAsync(grain);
            await ReadAsync(grain);
        }

        // A grain may not know yet what the stranger wrote last, but it never shows what was refused.
        Assert.All(_seen, call => Assert.Equal(Outcome.Answered, _outcomes[call]));
        return _outcomes.Count(outcome => outcome == Outcome.Stale);
    }

    private static int CallerOf(int command) => command % Callers;

    private static int GrainOf(int command) => command / Callers % Grains;

    private static int MannerOf(int command) => command / (Callers * Grains) % Manners;

    private string KeyOf(int grain) => $"{name}/{grain}";

    private async Task CallAsync(int caller)
    {
        for (var call = 0; call < commands.Count; call++)
        {
            if (CallerOf(commands[call]) == caller)
            {
                var (grain, manner) = (GrainOf(commands[call]), MannerOf(commands[call]));
                _outcomes[call] = manner switch
                {
                    ByStranger => await WriteAsStrangerAsync(grain, call),
                    Reading => await ReadAsync(grain),
                    _ => await CallGrainAsync(grain, call, (Manner)manner),
                };
            }
        }
    }

    private async Task<Outcome> CallGrainAsync(int grain, int call, Manner manner)
    {
        try
        {
            var position = await silo.Grains.GetGrain<ILedger>(KeyOf(grain)).Run(call, manner);
            Assert.True(position > 0);
            return Outcome.Answered;
        }
        catch (InconsistentStateException)
        {
            return Outcome.Stale;
        }
        catch (OrleansMessageRejectionException)
        {
            return Outcome.Refused;
        }
    }

    private async Task<Outcome> ReadAsync(int grain)
    {
        try
        {
            foreach (var call in await silo.Grains.GetGrain<ILedger>(KeyOf(grain)).Stored())
            {
                _seen.Add(call);
            }

            return Outcome.Answered;
        }
        catch (OrleansMessageRejectionException)
        {
            return Outcome.Refused;
        }
    }

    private async Task<Outcome> WriteAsStrangerAsync(int grain, int call)
    {
        try
        {
            var row = await ReadRowAsync(grain);
            row.State!.Stored.Add(call);
            await Storage.WriteStateAsync("ledger", GrainIdOf(grain), row);
            return Outcome.Answered;
        }
        catch (InconsistentStateException)
        {
            return Outcome.Stale;
        }
    }

    private async Task CheckAsync(int grain)
    {
        var journal = Journal.Of(KeyOf(grain));
        Assert.False(journal.RanSideBySide, "Two calls ran side by side.");

        var calls = Enumerable.Range(0, commands.Count).Where(call => GrainOf(commands[call]) == grain && MannerOf(commands[call]) < Reading).ToList();
        Assert.Equal(calls.Where(call => _outcomes[call] is Outcome.Answered or Outcome.Stale), journal.Ran.Order());
        foreach (var byCaller in journal.Ran.GroupBy(call => CallerOf(commands[call])))
        {
            Assert.Equal(byCaller.Order(), byCaller);
        }

        var acknowledged = Enumerable.Range(0, commands.Count)
            .Where(call => GrainOf(commands[call]) == grain && MannerOf(commands[call]) is (int)Manner.Storing or ByStranger)
            .Where(call => _outcomes[call] == Outcome.Answered);
        Assert.Equal(acknowledged, (await ReadRowAsync(grain)).State!.Stored.Order());
    }

    private IGrainStorage Storage => silo.Services.GetRequiredKeyedService<IGrainStorage>("memory");

    private GrainId GrainIdOf(int grain) => GrainId.Create("contract.ledger", KeyOf(grain));

    private async Task<GrainState<LedgerState>> ReadRowAsync(int grain)
    {
        var row = new GrainState<LedgerState>();
        await Storage.ReadStateAsync("ledger", GrainIdOf(grain), row);
        row.State ??= new LedgerState();
        return row;
    }
}
