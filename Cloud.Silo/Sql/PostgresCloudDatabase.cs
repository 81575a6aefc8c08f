using System.Data.Common;
using OrleansCare.Storage;

namespace OrleansCare.Cloud.Sql;

/// <summary>A PostgreSQL database, which several cloud processes may share.</summary>
public sealed class PostgresCloudDatabase(string connectionString, ILogger logger) : CloudDatabase
{
    private readonly PostgresDatabase _database = new(
        new PostgresDatabaseOptions { Name = "cloud", ConnectionString = connectionString, MaxConnections = 16 }, CloudSchema.Postgres, logger);

    public override Task<T> WriteAsync<T>(Func<DbConnection, T> work) => _database.RunAsync(connection => Task.Run(() =>
    {
        using var transaction = connection.BeginTransaction();
        var result = work(connection);
        transaction.Commit();
        return result;
    }));

    public override Task<T> ReadAsync<T>(Func<DbConnection, T> work) => _database.RunAsync(connection => Task.Run(() => work(connection)));

    protected override void Dispose(bool disposing) => _database.Dispose();
}
