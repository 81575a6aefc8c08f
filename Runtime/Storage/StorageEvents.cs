using Microsoft.Extensions.Logging;

namespace OrleansCare.Storage;

/// <summary>Log lines 4300-4349.</summary>
internal static partial class StorageEvents
{
    [LoggerMessage(4300, LogLevel.Error, "Database {Database}: a transaction failed and was rolled back")]
    public static partial void TransactionFailed(this ILogger logger, Exception cause, string database);

    [LoggerMessage(4301, LogLevel.Error, "Database {Database}: work failed")]
    public static partial void WorkFailed(this ILogger logger, Exception cause, string database);
}
