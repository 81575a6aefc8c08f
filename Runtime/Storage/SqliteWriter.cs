using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OrleansCare.Storage;

/// <summary>
/// The only thread that touches a database: SQLite's calls block, so no caller makes one. Work that has gathered shares a transaction; whoever
/// awaits it continues after the commit is on disk (WAL, synchronous=FULL).
/// </summary>
public sealed class SqliteWriter : IDisposable
{
    public const string MeterName = "OrleansCare.Storage";

    private readonly SqliteWriterOptions _options;
    private readonly ILogger _logger;
    private readonly StorageMetrics _metrics;
    private readonly BlockingCollection<Job> _queue;
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;

    /// <param name="schema">Statements that create what is missing; run once at open.</param>
    public SqliteWriter(SqliteWriterOptions options, string schema, ILogger logger)
    {
        options.Validate();
        (_options, _logger, _metrics) = (options, logger, new StorageMetrics(options.Name));
        _queue = new BlockingCollection<Job>(options.MaxQueued);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Path))!);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.Path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;");
            Execute(schema);
        }
        catch
        {
            _connection.Dispose();
            _queue.Dispose();
            throw;
        }

        _thread = new Thread(Write) { IsBackground = true, Name = "sqlite " + options.Name };
        _thread.Start();
    }

    /// <summary>
    /// Runs the work on the writer thread inside a transaction. When a transaction fails, each work of it is run again in one of its own, so that
    /// one bad work fails alone: work must not have effects outside the database.
    /// </summary>
    /// <exception cref="StorageBusyException">The queue is full.</exception>
    public Task<T> RunAsync<T>(Func<SqliteConnection, T> work)
    {
        var job = new Job<T>(work);
        if (!TryQueue(job))
        {
            _metrics.Refused();
            throw new StorageBusyException(_options.Name);
        }

        return job.Completion;
    }

    /// <summary>Finishes what is queued and closes the database.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
        _queue.Dispose();
    }

    private bool TryQueue(Job job)
    {
        try
        {
            return _queue.TryAdd(job);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteWriter));
        }
    }

    private void Write()
    {
        var group = new List<Job>(_options.MaxPerTransaction);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < _options.MaxPerTransaction && _queue.TryTake(out var next))
            {
                group.Add(next);
            }

            RunInOneTransaction(group);
            group.Clear();
        }
    }

    private void RunInOneTransaction(List<Job> group)
    {
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            foreach (var job in group)
            {
                job.Run(_connection);
            }

            transaction.Commit();
        }
        catch (Exception) when (group.Count > 1)
        {
            group.ForEach(job => RunInOneTransaction([job]));
            return;
        }
        catch (Exception error)
        {
            _logger.TransactionFailed(error, _options.Name);
            _metrics.Failed(group.Count);
            group.ForEach(job => job.Fail(error));
            return;
        }

        _metrics.Committed(group.Count);
        group.ForEach(job => job.Succeed());
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private abstract class Job
    {
        public abstract void Run(SqliteConnection connection);

        public abstract void Succeed();

        public abstract void Fail(Exception error);
    }

    private sealed class Job<T>(Func<SqliteConnection, T> work) : Job
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Completion => _completion.Task;

        public override void Run(SqliteConnection connection) => _result = work(connection);

        public override void Succeed() => _completion.SetResult(_result!);

        public override void Fail(Exception error) => _completion.SetException(error);
    }
}
