using System.Security.Cryptography;
using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Storage;

/// <summary>
/// Reminders as one row each. A range of hashes is picked out of all rows: the engines hash grain ids differently, and a table must outlive a change
/// of engine. That is right for the thousands of reminders that retention and rounds need, not for millions.
/// </summary>
public abstract class RowReminderTable : IReminderTable
{
    private const int ETagBytes = 8;

    private protected RowReminderTable()
    {
    }

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await SelectAsync(new Filter(grainId, null)));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        new((await SelectAsync(default)).Where(row => IsWithin(row.GrainId.GetUniformHashCode(), begin, end)));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => (await SelectAsync(new Filter(grainId, reminderName))).SingleOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var etag = Convert.ToHexString(RandomNumberGenerator.GetBytes(ETagBytes));
        await UpsertAsync(Row.Of(entry, etag));
        return etag;
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => DeleteAsync(new Filter(grainId, reminderName), eTag);

    public abstract Task TestOnlyClearTable();

    private protected abstract Task<List<ReminderEntry>> SelectAsync(Filter filter);

    private protected abstract Task UpsertAsync(Row row);

    private protected abstract Task<bool> DeleteAsync(Filter filter, string etag);

    private static bool IsWithin(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    /// <summary>Of all rows, or of one grain, or one row.</summary>
    private protected readonly record struct Filter(GrainId? Grain, string? Name)
    {
        public string? GrainText => Grain?.ToString();
    }

    /// <summary>Times as 100 ns ticks: PostgreSQL's own types would round them.</summary>
    private protected sealed record Row(string Grain, string Name, long StartTicks, long PeriodTicks, string ETag)
    {
        public static Row Of(ReminderEntry entry, string etag) =>
            new(entry.GrainId.ToString(), entry.ReminderName, entry.StartAt.Ticks, entry.Period.Ticks, etag);

        public ReminderEntry ToEntry() => new()
        {
            GrainId = GrainId.Parse(Grain),
            ReminderName = Name,
            StartAt = new DateTime(StartTicks, DateTimeKind.Utc),
            Period = new TimeSpan(PeriodTicks),
            ETag = ETag,
        };
    }
}
