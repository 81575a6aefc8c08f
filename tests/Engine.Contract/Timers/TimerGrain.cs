using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Timers;

[Alias("contract.ITicking")]
public interface ITicking : IGrainWithStringKey
{
    [Alias("Start")]
    Task Start(TimeSpan dueTime, TimeSpan period, bool interleave, int failures);

    [Alias("Change")]
    Task Change(TimeSpan dueTime, TimeSpan period);

    [Alias("Stop")]
    Task Stop();

    [Alias("Ticks")]
    Task<int> Ticks();

    [Alias("Hold")]
    Task<int> Hold(string gate);
}

[GrainType("contract.ticking")]
public sealed class TickingGrain : Grain, ITicking
{
    private IGrainTimer? _timer;
    private int _ticks;

    public Task Start(TimeSpan dueTime, TimeSpan period, bool interleave, int failures)
    {
        _timer = this.RegisterGrainTimer(TickAsync, failures, new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public async Task<int> Hold(string gate)
    {
        var before = _ticks;
        Gates.Open(gate + " in");
        await Gates.Opened(gate + " out");
        return _ticks - before;
    }

    private async Task TickAsync(int failures, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _ticks++;
        Gates.Open($"{this.GetPrimaryKeyString()} {_ticks}");
        if (_ticks <= failures)
        {
            throw new InvalidOperationException("tick failed");
        }
    }
}
