using Microsoft.Extensions.Logging;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>One tick at a time: the period is counted from the end of the tick, so a slow grain never collects ticks.</summary>
internal sealed class GrainTimer : GrainWork, IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private TimeSpan _period;
    private bool _ticking;
    private bool _changedDuringTick;
    private bool _dueDuringTick;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _interleave = options.Interleave;
        _keepAlive = options.KeepAlive;
        _period = Checked(options.Period, nameof(options));
        using (ExecutionContext.SuppressFlow())
        {
            _timer = activation.Silo.Time.CreateTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _timer.Change(Checked(options.DueTime, nameof(options)), Timeout.InfiniteTimeSpan);
    }

    internal override bool Interleaves => _interleave;

    internal override bool KeepsAlive => _keepAlive;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _ = Checked(dueTime, nameof(dueTime));
        lock (_lock)
        {
            _period = Checked(period, nameof(period));
            _changedDuringTick = _ticking;
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        if (!_stopped.IsCancellationRequested)
        {
            _timer.Dispose();
            _stopped.Cancel();
            _activation.Forget(this);
        }
    }

    internal override void Begin(Activation activation) => _ = TickAsync();

    internal override void Refuse(Exception reason)
    {
    }

    internal override void Forward(Silo silo)
    {
    }

    private static TimeSpan Checked(TimeSpan value, string name) => value == Timeout.InfiniteTimeSpan || value >= TimeSpan.Zero
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The time of a grain timer is not negative, or Timeout.InfiniteTimeSpan.");

    private void Due()
    {
        lock (_lock)
        {
            if (_stopped.IsCancellationRequested)
            {
                return;
            }

            if (_ticking)
            {
                _dueDuringTick = true;
                return;
            }

            _ticking = true;
        }

        _activation.Post(this);
    }

    private async Task TickAsync()
    {
        try
        {
            if (!_stopped.IsCancellationRequested)
            {
                await _callback(_stopped.Token);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !_stopped.IsCancellationRequested)
        {
            Log.TimerFailed(_activation.Silo.Logger, exception, _activation.GrainId);
        }
        catch (OperationCanceledException)
        {
            // The timer was disposed while its callback ran; that is how the callback is told to end.
        }
        finally
        {
            Rearm();
            _activation.Finished(this);
        }
    }

    private void Rearm()
    {
        lock (_lock)
        {
            _ticking = false;
            if (!_stopped.IsCancellationRequested && (_dueDuringTick || !_changedDuringTick))
            {
                _timer.Change(_dueDuringTick ? TimeSpan.Zero : _period, Timeout.InfiniteTimeSpan);
            }

            _changedDuringTick = false;
            _dueDuringTick = false;
        }
    }
}
