using System.Text.Json;

namespace OrleansCare.Storage;

public sealed class PostgresGrainStorageOptions
{
    /// <summary>As Npgsql reads it.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Longest state in JSON. Default 1 MiB: grain state is low-rate and small, logs are elsewhere.</summary>
    public int MaxStateBytes { get; set; } = 1 << 20;

    /// <summary>Connections of this storage. Default 8.</summary>
    public int MaxConnections { get; set; } = 8;

    /// <summary>Reads and writes under way or waiting for a connection. Default 4,096.</summary>
    public int MaxQueued { get; set; } = 4096;

    public JsonSerializerOptions Json { get; set; } = JsonSerializerOptions.Default;
}
