namespace OrleansCare.Storage;

public sealed class PostgresDatabaseOptions
{
    /// <summary>Names the database in metrics and log lines.</summary>
    public required string Name { get; init; }

    /// <summary>As Npgsql reads it.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Connections of this process. Default 8: what waits is short, and PostgreSQL shares 100 among all processes by default.</summary>
    public int MaxConnections { get; init; } = 8;

    /// <summary>Work under way or waiting before <see cref="StorageBusyException"/>. Default 4,096.</summary>
    public int MaxQueued { get; init; } = 4096;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        ArgumentException.ThrowIfNullOrEmpty(ConnectionString);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxQueued);
    }
}
