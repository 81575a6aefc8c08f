using System.Data.Common;
using Microsoft.Data.Sqlite;
using OrleansCare.Storage;

namespace OrleansCare.Cloud.Sql;

/// <summary>One file: all writing through one writer, reading through pooled connections beside it.</summary>
public sealed class SqliteCloudDatabase : CloudDatabase
{
    private readonly SqliteWriter _writer;
    private readonly string _readers;

    public SqliteCloudDatabase(string directory, ILogger logger)
    {
        var path = Path.Combine(directory, "cloud.db");
        _writer = new SqliteWriter(new SqliteWriterOptions { Name = "cloud", Path = path }, CloudSchema.Sqlite, logger);
        _readers = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString();
    }

    public override Task<T> WriteAsync<T>(Func<DbConnection, T> work) => _writer.RunAsync(work);

    public override Task<T> ReadAsync<T>(Func<DbConnection, T> work) => Task.Run(() =>
    {
        using var connection = new SqliteConnection(_readers);
        connection.Open();
        return work(connection);
    });

    protected override void Dispose(bool disposing)
    {
        _writer.Dispose();
        using var connection = new SqliteConnection(_readers);
        SqliteConnection.ClearPool(connection);
    }
}
