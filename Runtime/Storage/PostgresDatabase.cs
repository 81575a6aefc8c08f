using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansCare.Storage;

/// <summary>A pool of connections to one PostgreSQL database, with a bound on the work that waits for one.</summary>
public sealed class PostgresDatabase : IDisposable
{
    // Of all processes that share the database, one at a time creates tables: IF NOT EXISTS alone fails when two run it at once.
    private const string TakeTurn = "SELECT pg_advisory_xact_lock(7204391)";

    private readonly PostgresDatabaseOptions _options;
    private readonly ILogger _logger;
    private readonly StorageMetrics _metrics;
    private readonly NpgsqlDataSource _source;
    private readonly string _schema;
    private readonly SemaphoreSlim _creating = new(1);
    private volatile bool _created;
    private int _underWay;

    /// <param name="schema">Statements that create what is missing; run before the first work.</param>
    public PostgresDatabase(PostgresDatabaseOptions options, string schema, ILogger logger)
    {
        options.Validate();
        (_options, _schema, _logger, _metrics) = (options, schema, logger, new StorageMetrics(options.Name));
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString) { MaxPoolSize = options.MaxConnections });
    }

    /// <exception cref="StorageBusyException">Too much work waits already.</exception>
    /// <exception cref="StorageUnavailableException">The server cannot be reached.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        if (Interlocked.Increment(ref _underWay) > _options.MaxQueued)
        {
            Interlocked.Decrement(ref _underWay);
            _metrics.Refused();
            throw new StorageBusyException(_options.Name);
        }

        try
        {
            await using var connection = await _source.OpenConnectionAsync();
            await CreateWhatIsMissingAsync(connection);
            var result = await work(connection);
            _metrics.Committed(1);
            return result;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            _metrics.Failed(1);
            _logger.WorkFailed(error, _options.Name);
            if (error is NpgsqlException { IsTransient: false })
            {
                throw;
            }

            throw new StorageUnavailableException(_options.Name, error);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _creating.Dispose();
    }

    private async Task CreateWhatIsMissingAsync(NpgsqlConnection connection)
    {
        if (_created)
        {
            return;
        }

        await _creating.WaitAsync();
        try
        {
            if (_created)
            {
                return;
            }

            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var sql in new[] { TakeTurn, _schema })
            {
                await using var command = new NpgsqlCommand(sql, connection, transaction);
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
            _created = true;
        }
        finally
        {
            _creating.Release();
        }
    }
}
