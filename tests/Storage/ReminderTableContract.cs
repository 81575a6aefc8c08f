using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Storage.Tests;

/// <summary>What every reminder table of ours must do; a new one derives from this class.</summary>
public abstract class ReminderTableContract
{
    private static readonly GrainId Grain = GrainId.Create("rounds", "7f3a/2");
    private static readonly GrainId OtherGrain = GrainId.Create("rounds", "91bc");

    protected abstract IReminderTable Table { get; }

    [Fact]
    public async Task What_was_written_is_read_to_the_tick()
    {
        var entry = Entry(Grain, "nightly");
        var etag = await Table.UpsertRow(entry);

        var read = await Table.ReadRow(Grain, "nightly");

        Assert.Equal((Grain, "nightly", entry.StartAt, entry.Period, etag), (read!.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Equal(DateTimeKind.Utc, read.StartAt.Kind);
    }

    [Fact]
    public async Task A_missing_row_is_null()
    {
        await Table.UpsertRow(Entry(Grain, "nightly"));

        Assert.Null(await Table.ReadRow(Grain, "weekly"));
        Assert.Null(await Table.ReadRow(OtherGrain, "nightly"));
    }

    [Fact]
    public async Task A_grains_rows_are_its_own()
    {
        await Table.UpsertRow(Entry(Grain, "nightly"));
        await Table.UpsertRow(Entry(Grain, "weekly"));
        await Table.UpsertRow(Entry(OtherGrain, "nightly"));

        Assert.Equal(["nightly", "weekly"], (await Table.ReadRows(Grain)).Reminders.Select(row => row.ReminderName).Order());
        Assert.Empty((await Table.ReadRows(GrainId.Create("rounds", "none"))).Reminders);
    }

    [Fact]
    public async Task Writing_again_replaces_the_row_whatever_its_etag()
    {
        var first = await Table.UpsertRow(Entry(Grain, "nightly"));
        var changed = Entry(Grain, "nightly");
        changed.Period = TimeSpan.FromHours(2);

        var second = await Table.UpsertRow(changed);

        Assert.NotEqual(first, second);
        Assert.Equal(TimeSpan.FromHours(2), Assert.Single((await Table.ReadRows(Grain)).Reminders).Period);
    }

    [Fact]
    public async Task Only_the_current_etag_removes_a_row()
    {
        var stale = await Table.UpsertRow(Entry(Grain, "nightly"));
        var current = await Table.UpsertRow(Entry(Grain, "nightly"));

        Assert.False(await Table.RemoveRow(Grain, "nightly", stale!));
        Assert.True(await Table.RemoveRow(Grain, "nightly", current!));
        Assert.False(await Table.RemoveRow(Grain, "nightly", current!));
        Assert.Null(await Table.ReadRow(Grain, "nightly"));
    }

    [Fact]
    public async Task Two_ranges_that_share_their_ends_hold_every_row_once()
    {
        foreach (var number in Enumerable.Range(0, 40))
        {
            await Table.UpsertRow(Entry(GrainId.Create("rounds", $"grain {number}"), "nightly"));
        }

        var middle = (await Table.ReadRows(0, 0)).Reminders.Select(row => row.GrainId.GetUniformHashCode()).Order().ElementAt(20);
        var low = (await Table.ReadRows(0, middle)).Reminders;
        var high = (await Table.ReadRows(middle, 0)).Reminders;

        Assert.Equal(21, low.Count);
        Assert.Equal(40, low.Concat(high).Select(row => row.GrainId).Distinct().Count());
        Assert.Equal(40, low.Count + high.Count);
    }

    [Fact]
    public async Task A_cleared_table_is_empty()
    {
        await Table.UpsertRow(Entry(Grain, "nightly"));

        await Table.TestOnlyClearTable();

        Assert.Empty((await Table.ReadRows(0, 0)).Reminders);
    }

    private static ReminderEntry Entry(GrainId grain, string name) => new()
    {
        GrainId = grain,
        ReminderName = name,
        StartAt = new DateTime(2026, 3, 1, 2, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567),
        Period = TimeSpan.FromHours(1) + TimeSpan.FromTicks(3),
    };
}
