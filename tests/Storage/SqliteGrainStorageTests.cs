using Microsoft.Data.Sqlite;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansCare.Storage.Tests;

public sealed class SqliteGrainStorageTests : GrainStorageContract, IDisposable
{
    private static readonly GrainId Grain = GrainId.Create("ward", "7f3a");
    private readonly TemporaryDatabase _database = new();
    private SqliteGrainStorage _storage;

    public SqliteGrainStorageTests()
    {
        _storage = _database.Open();
    }

    protected override IGrainStorage Storage => _storage;

    public void Dispose()
    {
        _storage.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task State_survives_a_restart_with_its_etag()
    {
        var state = new GrainState<WardState>(new WardState { Name = "kept" });
        await _storage.WriteStateAsync("settings", Grain, state);
        _storage.Dispose();
        _storage = _database.Open();
        var read = await ReadAsync("settings", Grain);
        Assert.Equal(("kept", state.ETag), (read.State!.Name, read.ETag));
    }

    [Fact]
    public async Task A_newer_format_is_refused_by_name()
    {
        var state = new GrainState<WardState>(new WardState());
        await _storage.WriteStateAsync("settings", Grain, state);
        _storage.Dispose();
        using (var connection = new SqliteConnection($"Data Source={_database.Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE grain_state SET format = 2";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        _storage = _database.Open();
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync("settings", Grain));
        Assert.Contains("format 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_over_its_bound_is_refused_before_the_database()
    {
        using var database = new TemporaryDatabase();
        using var storage = database.Open(maxStateBytes: 100);
        var state = new GrainState<WardState>(new WardState { Name = new string('x', 200) });
        await Assert.ThrowsAsync<InvalidDataException>(() => storage.WriteStateAsync("settings", Grain, state));
        Assert.Null(state.ETag);
    }
}
