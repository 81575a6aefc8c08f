using Orleans.CodeGeneration;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The silo's clock: overdue calls and idle grains are looked for, not timed one by one.</summary>
internal sealed partial class Silo
{
    private static readonly TimeSpan FinestSweep = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CoarsestSweep = TimeSpan.FromSeconds(1);

    // Far away, and still far from overflowing when it is added to a timestamp.
    private const long Never = long.MaxValue / 4;

    private ITimer _sweep = null!;
    private ITimer _collection = null!;
    private long _now;
    private long _sweepTicks;
    private long _responseTicks;
    private long _longTurnTicks;

    /// <summary>Timestamp of the time provider as of the last sweep.</summary>
    public long Now => Volatile.Read(ref _now);

    public long Ticks(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? Never : (long)Math.Min(time.TotalSeconds * Time.TimestampFrequency, Never);

    /// <summary>Never early; late by at most two sweeps.</summary>
    public long DeadlineOf(RequestShape shape) =>
        Now + _sweepTicks + (shape.ResponseTimeout is { } timeout ? Ticks(timeout) : _responseTicks);

    /// <summary>Calls that waited or ran at the last sweep.</summary>
    public int PendingCalls { get; private set; }

    private void StartWatch(SchedulingOptions scheduling)
    {
        _longTurnTicks = Ticks(scheduling.TurnWarningLengthThreshold);
        var timeout = Messaging.ResponseTimeout;
        var sweep = timeout / 32;
        sweep = sweep < TimeSpan.Zero || sweep > CoarsestSweep ? CoarsestSweep : sweep < FinestSweep ? FinestSweep : sweep;
        _now = Time.GetTimestamp();
        _sweepTicks = Ticks(sweep);
        _responseTicks = Ticks(timeout);
        using (ExecutionContext.SuppressFlow())
        {
            _sweep = Time.CreateTimer(static silo => ((Silo)silo!).Sweep(), this, sweep, sweep);
            _collection = Time.CreateTimer(static silo => ((Silo)silo!).CollectIdle(), this, Collection.CollectionQuantum, Collection.CollectionQuantum);
        }
    }

    private void StopWatch()
    {
        _sweep.Dispose();
        _collection.Dispose();
    }

    private void Sweep()
    {
        var now = Time.GetTimestamp();
        Volatile.Write(ref _now, now);
        WorkerThread.TellLongTurns(this, now, _longTurnTicks);
        var pending = OutstandingRequests.PendingOf(this);
        PendingCalls = pending.Count;
        foreach (var request in pending)
        {
            // The version first: if the object comes to a new use meanwhile, the answer misses it.
            var version = request.Version;
            if (request.IsPending && request.Deadline < now
                && request.TryFail(version, new TimeoutException($"No answer in time: {CallChain.Describe(request, pending)}.")))
            {
                EngineMetrics.TimedOut();
            }
        }
    }

    private void CollectIdle()
    {
        Volatile.Write(ref _now, Time.GetTimestamp());

        // Over the dictionaries themselves: with a million grains a list of them is no small thing.
        foreach (var (_, activation) in _activations)
        {
            CollectIfIdle(activation);
        }

        foreach (var (_, workers) in _workers)
        {
            workers.All.ForEach(CollectIfIdle);
        }
    }

    private void CollectIfIdle(Activation activation)
    {
        if (activation.LooksIdle(Now))
        {
            activation.CollectIfIdle();
        }
    }
}
