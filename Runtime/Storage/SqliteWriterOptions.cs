namespace OrleansCare.Storage;

public sealed class SqliteWriterOptions
{
    /// <summary>Names the database in metrics and log lines.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the database file on a local disk; its directory is created.</summary>
    public required string Path { get; init; }

    /// <summary>Work waiting for the writer before <see cref="StorageBusyException"/>. Default 4,096.</summary>
    public int MaxQueued { get; init; } = 4096;

    /// <summary>Work that may share one transaction and so one sync. Default 256.</summary>
    public int MaxPerTransaction { get; init; } = 256;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        ArgumentException.ThrowIfNullOrEmpty(Path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxQueued);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPerTransaction);
    }
}
