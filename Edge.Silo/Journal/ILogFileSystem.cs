namespace OrleansCare.Edge.Journal;

/// <summary>What a log asks of the disk; the second implementation is a test's disk that runs full, fails or loses power at any byte.</summary>
internal interface ILogFileSystem
{
    /// <summary>Creates what is missing of the path, durably.</summary>
    void CreateDirectory(string directory);

    /// <summary>Held until disposed; throws while another process holds it.</summary>
    IDisposable Lock(string directory);

    IReadOnlyList<string> List(string directory);

    /// <summary>Makes creations, renames and deletions in the directory durable.</summary>
    void SyncDirectory(string directory);

    ILogFile Create(string path);

    ILogFile Open(string path);

    void Rename(string from, string to);

    void Delete(string path);
}

internal interface ILogFile : IDisposable
{
    long Length { get; }

    int Read(Span<byte> destination, long offset);

    void Write(ReadOnlySpan<byte> source, long offset);

    void Truncate(long length);

    void Sync();
}
