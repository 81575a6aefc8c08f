using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Calls;

[Alias("contract.ITurns")]
public interface ITurns : IGrainWithStringKey
{
    [Alias("ThreadOf")]
    Task<int> ThreadOf();

    /// <summary>Many awaits at once; answers how many continuations ever ran side by side.</summary>
    [Alias("Overlap")]
    Task<int> Overlap(int branches);

    [Alias("Tell"), OneWay]
    Task Tell(string gate);

    [Alias("TellAndFail"), OneWay]
    ValueTask TellAndFail(string gate);

    [Alias("ReadContext")]
    Task<string?> ReadContext(string key);

    [Alias("LeaveContext")]
    Task LeaveContext(string key, string value);

    [Alias("WaitFor")]
    Task WaitFor(string gate, CancellationToken cancellationToken);

    [Alias("HangBriefly"), ResponseTimeout("00:00:01")]
    Task HangBriefly(string gate);

    [Alias("Half")]
    ValueTask<int> Half(string gate, [Immutable] int[] numbers);

    [Alias("AddOn")]
    Task<int> AddOn(ICounter counter, int amount);
}

[GrainType("contract.turns")]
public sealed class TurnGrain : Grain, ITurns
{
    private int _inside;
    private int _overlap;

    public Task<int> ThreadOf() => Task.FromResult(Environment.CurrentManagedThreadId);

    public async Task<int> Overlap(int branches)
    {
        await Task.WhenAll(Enumerable.Range(0, branches).Select(async _ =>
        {
            for (var step = 0; step < 20; step++)
            {
                await Task.Yield();
                _overlap = Math.Max(_overlap, Interlocked.Increment(ref _inside));
                Thread.SpinWait(50);
                Interlocked.Decrement(ref _inside);
                await Task.Run(static () => { });
            }
        }));
        return _overlap;
    }

    public Task Tell(string gate)
    {
        Gates.Open(gate);
        return Task.CompletedTask;
    }

    public ValueTask TellAndFail(string gate)
    {
        Gates.Open(gate);
        throw new InvalidOperationException(gate);
    }

    public Task<string?> ReadContext(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task LeaveContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public async Task WaitFor(string gate, CancellationToken cancellationToken)
    {
        Gates.Open(gate);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public Task HangBriefly(string gate) => Gates.Opened(gate);

    public async ValueTask<int> Half(string gate, int[] numbers)
    {
        Gates.Open(gate + " entered");
        await Gates.Opened(gate + " left");
        return numbers.Sum() / 2;
    }

    public Task<int> AddOn(ICounter counter, int amount) => counter.AddSlowly(amount);
}
