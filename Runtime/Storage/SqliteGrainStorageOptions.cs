using System.Text.Json;

namespace OrleansCare.Storage;

public sealed class SqliteGrainStorageOptions
{
    /// <summary>Path of the database file on a local disk.</summary>
    public string Path { get; set; } = "";

    /// <summary>Longest state in JSON. Default 1 MiB: grain state is low-rate and small, logs are elsewhere.</summary>
    public int MaxStateBytes { get; set; } = 1 << 20;

    /// <summary>Reads and writes waiting for the writer. Default 4,096.</summary>
    public int MaxQueued { get; set; } = 4096;

    public JsonSerializerOptions Json { get; set; } = JsonSerializerOptions.Default;
}
