using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace OrleansCare.Storage.Tests;

public sealed class SqliteGrainStorageTests : GrainStorageContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private SqliteGrainStorage _storage;

    public SqliteGrainStorageTests() => _storage = _database.Open();

    protected override IGrainStorage Storage => _storage;

    public void Dispose()
    {
        _storage.Dispose();
        _database.Dispose();
    }

    protected override IGrainStorage Reopen(int maxStateBytes)
    {
        _storage.Dispose();
        return _storage = _database.Open(maxStateBytes);
    }

    protected override async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_database.Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }
}
