namespace OrleansCare.Edge.Trends;

/// <summary>Reads the trends back after a start, beside the work, and gives up what is older than a day.</summary>
internal sealed class TrendKeeper(TrendStore trends, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    public static long MinuteOf(TimeProvider time) => time.GetUtcNow().ToUnixTimeSeconds() / 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        trends.Recover(MinuteOf(time));
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            trends.Trim(MinuteOf(time));
        }
    }
}
