using System.Globalization;
using OrleansCare.Contracts.History;

namespace OrleansCare.Edge.Alarms.History;

/// <summary>Counts the history for the burden view.</summary>
internal static class BurdenCount
{
    public const int MostDays = 31;

    /// <param name="days">Whole days up to and including today, 1 to <see cref="MostDays"/>.</param>
    /// <param name="zone">The site's time of day, ahead of UTC.</param>
    public static AlarmBurden Of(AlarmHistory history, DateTimeOffset now, int days, TimeSpan zone)
    {
        var local = now.ToOffset(zone);
        var from = new DateTimeOffset(local.Date.AddDays(1 - days), zone);
        var alarms = history.Newest().Select(entry => entry.Summary(whose: null)).TakeWhile(alarm => alarm.Detected >= from).ToArray();
        var names = Enumerable.Range(0, days).Select(day => from.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToArray();
        return new AlarmBurden(
            from,
            now,
            alarms.Length,
            names,
            [.. alarms.GroupBy(alarm => alarm.Bed).OrderBy(bed => bed.Key, StringComparer.Ordinal).Select(bed => OfBed(bed.Key, [.. bed], from, days))],
            [.. alarms.GroupBy(alarm => alarm.Kind).Select(OfKind).OrderByDescending(kind => kind.Alarms)],
            [.. new uint[] { 3, 2, 1 }.Select(priority => OfPriority(priority, [.. alarms.Where(alarm => alarm.Priority == priority)]))]);
    }

    private static BedBurden OfBed(string bed, AlarmSummary[] alarms, DateTimeOffset from, int days)
    {
        var byDay = new int[days];
        foreach (var alarm in alarms)
        {
            byDay[Math.Min(days - 1, (int)(alarm.Detected - from).TotalDays)]++;
        }

        int With(uint priority) => alarms.Count(alarm => alarm.Priority == priority);
        return new BedBurden(bed, byDay, With(3), With(2), With(1), alarms.Count(alarm => alarm.Technical));
    }

    private static KindBurden OfKind(IGrouping<string, AlarmSummary> kind)
    {
        var lasted = kind.Where(alarm => alarm.Ended is not null).Select(alarm => (alarm.Ended!.Value - alarm.Onset).TotalSeconds).Order().ToArray();
        var newest = kind.First();
        return new KindBurden(kind.Key, newest.Text, newest.Technical, kind.Count(), kind.Count(alarm => alarm.Acknowledged is not null), Quantile(lasted, 0.5));
    }

    private static AcknowledgeTime OfPriority(uint priority, AlarmSummary[] alarms)
    {
        var took = alarms.Where(alarm => alarm.Acknowledged is not null).Select(alarm => (alarm.Acknowledged!.Value - alarm.Detected).TotalSeconds).Order().ToArray();
        return new AcknowledgeTime(priority, alarms.Length, took.Length, Quantile(took, 0.5), Quantile(took, 0.9));
    }

    /// <summary>The smallest value that this share of all does not exceed.</summary>
    private static double? Quantile(double[] ordered, double share) =>
        ordered.Length == 0 ? null : ordered[Math.Max(0, (int)Math.Ceiling(share * ordered.Length) - 1)];
}
