namespace OrleansCare.Edge.Alarms.History;

/// <summary>Holds the history within its bounds.</summary>
internal sealed class HistoryKeeper(AlarmHistory history, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            history.Trim();
        }
    }
}
