using Microsoft.Extensions.Logging.Abstractions;

namespace OrleansCare.Storage.Tests;

internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("grain-storage-").FullName;

    public string Path => System.IO.Path.Combine(_directory, "state.db");

    public SqliteGrainStorage Open(int maxStateBytes = 1 << 20) =>
        new("test", new SqliteGrainStorageOptions { Path = Path, MaxStateBytes = maxStateBytes }, NullLogger<SqliteGrainStorage>.Instance);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
