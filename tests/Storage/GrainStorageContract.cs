using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansCare.Storage.Tests;

/// <summary>What every grain storage of ours must do; a new one derives from this class.</summary>
public abstract class GrainStorageContract
{
    private static readonly GrainId Grain = GrainId.Create("ward", "7f3a");
    private static readonly GrainId OtherGrain = GrainId.Create("ward", "91bc");

    protected abstract IGrainStorage Storage { get; }

    /// <returns>Another storage on the same rows, as after a restart.</returns>
    protected abstract IGrainStorage Reopen(int maxStateBytes = 1 << 20);

    /// <returns>Rows that the statement changed, past the storage.</returns>
    protected abstract Task<int> ExecuteAsync(string sql);

    [Fact]
    public async Task A_missing_row_leaves_a_new_state_without_an_etag()
    {
        var state = new GrainState<WardState>(new WardState { Name = "left over" }, "old") { RecordExists = true };
        await Storage.ReadStateAsync("settings", Grain, state);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
        Assert.Equal("", state.State!.Name);
    }

    [Fact]
    public async Task What_was_written_is_read()
    {
        var written = new GrainState<WardState>(new WardState { Name = "Ward 4 – Süd", Beds = { ["b1"] = 3.25, ["b2"] = -0.0 }, Since = new(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(2)) });
        await Storage.WriteStateAsync("settings", Grain, written);
        Assert.True(written.RecordExists);

        var read = await ReadAsync("settings", Grain);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(read.RecordExists);
        Assert.Equal(written.State!.Name, read.State!.Name);
        Assert.Equal(written.State.Beds, read.State.Beds);
        Assert.Equal(written.State.Since, read.State.Since);
    }

    [Fact]
    public async Task Grains_and_state_names_are_kept_apart()
    {
        await WriteAsync("settings", Grain, "a");
        await WriteAsync("other", Grain, "b");
        await WriteAsync("settings", OtherGrain, "c");
        Assert.Equal("a", (await ReadAsync("settings", Grain)).State!.Name);
        Assert.Equal("b", (await ReadAsync("other", Grain)).State!.Name);
        Assert.Equal("c", (await ReadAsync("settings", OtherGrain)).State!.Name);
    }

    [Fact]
    public async Task A_stale_etag_is_refused_and_changes_nothing()
    {
        var first = await WriteAsync("settings", Grain, "first");
        var stale = first.ETag;
        first.State!.Name = "second";
        await Storage.WriteStateAsync("settings", Grain, first);
        Assert.NotEqual(stale, first.ETag);

        var late = new GrainState<WardState>(new WardState { Name = "late" }, stale);
        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, late));
        Assert.Equal(first.ETag, error.StoredEtag);
        Assert.Equal(stale, error.CurrentEtag);
        Assert.Equal(stale, late.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("settings", Grain, late));
        Assert.Equal("second", (await ReadAsync("settings", Grain)).State!.Name);
    }

    [Fact]
    public async Task A_first_write_is_refused_where_a_row_exists()
    {
        await WriteAsync("settings", Grain, "here");
        var blind = new GrainState<WardState>(new WardState { Name = "blind" });
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, blind));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("settings", Grain, blind));
    }

    [Fact]
    public async Task A_cleared_row_is_missing_and_can_be_written_again()
    {
        var state = await WriteAsync("settings", Grain, "gone");
        var before = state.ETag;
        await Storage.ClearStateAsync("settings", Grain, state);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
        Assert.Equal("", state.State!.Name);
        Assert.False((await ReadAsync("settings", Grain)).RecordExists);
        await Storage.ClearStateAsync("settings", Grain, state);

        var again = await WriteAsync("settings", Grain, "again");
        Assert.NotEqual(before, again.ETag);
        var ghost = new GrainState<WardState>(new WardState(), before);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, ghost));
    }

    [Fact]
    public async Task A_write_keeps_what_the_state_was_when_it_was_called()
    {
        var state = new GrainState<WardState>(new WardState { Name = "as called" });
        var writing = Storage.WriteStateAsync("settings", Grain, state);
        state.State!.Name = "changed later";
        await writing;
        Assert.Equal("as called", (await ReadAsync("settings", Grain)).State!.Name);
    }

    [Fact]
    public async Task Of_many_first_writes_at_once_exactly_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            try
            {
                await WriteAsync("settings", Grain, $"writer {i}");
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));
        Assert.Single(outcomes, won => won);
    }

    [Fact]
    public async Task State_survives_a_restart_with_its_etag()
    {
        var written = await WriteAsync("settings", Grain, "kept");
        var read = new GrainState<WardState>();
        await Reopen().ReadStateAsync("settings", Grain, read);
        Assert.Equal(("kept", written.ETag), (read.State!.Name, read.ETag));
    }

    [Fact]
    public async Task A_newer_format_is_refused_by_name()
    {
        await WriteAsync("settings", Grain, "from tomorrow");
        Assert.Equal(1, await ExecuteAsync("UPDATE grain_state SET format = 2"));
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync("settings", Grain));
        Assert.Contains("format 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_over_its_bound_is_refused_before_the_database()
    {
        var state = new GrainState<WardState>(new WardState { Name = new string('x', 200) });
        await Assert.ThrowsAsync<InvalidDataException>(() => Reopen(maxStateBytes: 100).WriteStateAsync("settings", Grain, state));
        Assert.Null(state.ETag);
        Assert.False((await ReadAsync("settings", Grain)).RecordExists);
    }

    private async Task<GrainState<WardState>> ReadAsync(string name, GrainId grain)
    {
        var state = new GrainState<WardState>();
        await Storage.ReadStateAsync(name, grain, state);
        return state;
    }

    private async Task<GrainState<WardState>> WriteAsync(string name, GrainId grain, string text)
    {
        var state = new GrainState<WardState>(new WardState { Name = text });
        await Storage.WriteStateAsync(name, grain, state);
        return state;
    }
}

[GenerateSerializer]
public sealed class WardState
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public Dictionary<string, double> Beds { get; set; } = [];

    [Id(2)]
    public DateTimeOffset Since { get; set; }
}
