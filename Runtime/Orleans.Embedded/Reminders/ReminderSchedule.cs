namespace Orleans.Runtime;

/// <summary>When a reminder ticks: at its start and whole periods after it. What was missed, while the silo was down or a tick took long, is left out.</summary>
internal static class ReminderSchedule
{
    /// <returns>The first tick at or after <paramref name="now"/> that is later than <paramref name="previous"/>.</returns>
    public static DateTime Next(ReminderEntry entry, DateTime? previous, DateTime now)
    {
        var next = AtOrAfter(entry, now);
        return previous is { } last && next <= last ? last + entry.Period : next;
    }

    private static DateTime AtOrAfter(ReminderEntry entry, DateTime now)
    {
        var start = DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc);
        if (now <= start)
        {
            return start;
        }

        var sinceTick = (now - start).Ticks % entry.Period.Ticks;
        return sinceTick == 0 ? now : now.AddTicks(entry.Period.Ticks - sinceTick);
    }
}
