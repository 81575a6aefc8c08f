using OrleansCare.Edge.Journal;

namespace OrleansCare.Benchmarks.Edge;

/// <summary>Takes everything and keeps nothing, so that what is measured is the log.</summary>
internal sealed class NoDisk : ILogFileSystem
{
    public void CreateDirectory(string directory)
    {
    }

    public IDisposable Lock(string directory) => new File();

    public IReadOnlyList<string> List(string directory) => [];

    public void SyncDirectory(string directory)
    {
    }

    public ILogFile Create(string path) => new File();

    public ILogFile Open(string path) => new File();

    public void Rename(string from, string to)
    {
    }

    public void Delete(string path)
    {
    }

    private sealed class File : ILogFile
    {
        public long Length => 0;

        public int Read(Span<byte> destination, long offset) => 0;

        public void Write(ReadOnlySpan<byte> source, long offset)
        {
        }

        public void Truncate(long length)
        {
        }

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
