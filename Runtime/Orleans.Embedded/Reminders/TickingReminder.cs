namespace Orleans.Runtime;

/// <summary>One reminder while the silo runs: waits for its next tick, delivers it, waits again; so one tick at a time.</summary>
internal sealed class TickingReminder : IDisposable
{
    // A timer takes at most 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Silo _silo;
    private readonly ReminderEntry _entry;
    private readonly CancellationTokenSource _stop = new();

    public TickingReminder(Silo silo, ReminderEntry entry)
    {
        _silo = silo;
        _entry = entry;
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => TickAsync(_stop.Token));
        }
    }

    public void Dispose() => _stop.Cancel();

    private async Task TickAsync(CancellationToken stop)
    {
        DateTime? previous = null;
        try
        {
            while (true)
            {
                var due = ReminderSchedule.Next(_entry, previous, Now());
                for (var wait = due - Now(); wait > TimeSpan.Zero; wait = due - Now())
                {
                    await Task.Delay(wait < LongestWait ? WholeMilliseconds(wait) : LongestWait, _silo.Time, stop);
                }

                stop.ThrowIfCancellationRequested();
                await DeliverAsync(new TickStatus(_entry.StartAt, _entry.Period, Now()), stop);
                previous = due;
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Unregistered, replaced, or the silo stops.
        }
    }

    private async Task DeliverAsync(TickStatus status, CancellationToken stop)
    {
        try
        {
            await _silo.Factory.GetGrain<IRemindable>(_entry.GrainId).ReceiveReminder(_entry.ReminderName, status);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            Log.ReminderFailed(_silo.Logger, exception, _entry.ReminderName, _entry.GrainId);
        }
    }

    // A delay leaves fractions out: it would end before the tick, and what is left would be none.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private DateTime Now() => _silo.Time.GetUtcNow().UtcDateTime;
}
