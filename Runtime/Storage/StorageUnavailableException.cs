namespace OrleansCare.Storage;

/// <summary>The database server cannot be reached or gives no service now. A write under way may have been made: read again before writing again.</summary>
public sealed class StorageUnavailableException(string database, Exception cause)
    : IOException($"Database '{database}' cannot be reached ({cause.Message}); try again later.", cause);
