using System.Data.Common;

namespace OrleansCare.Cloud.Sql;

/// <summary>The cloud's one database. Work is synchronous SQL and runs on no grain's turn.</summary>
public abstract class CloudDatabase : IDisposable
{
    /// <summary>In one transaction; completes after its commit.</summary>
    /// <exception cref="Storage.StorageBusyException">Too much work waits already.</exception>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, T> work);

    /// <exception cref="Storage.StorageUnavailableException">A database server is away.</exception>
    public abstract Task<T> ReadAsync<T>(Func<DbConnection, T> work);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
