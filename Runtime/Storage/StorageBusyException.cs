namespace OrleansCare.Storage;

/// <summary>The bounded queue of a database's writer is full: try again later.</summary>
public sealed class StorageBusyException(string database) : IOException($"The writer of database '{database}' is behind; try again later.");
