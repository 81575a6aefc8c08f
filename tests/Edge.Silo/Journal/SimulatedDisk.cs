using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Tests.Journal;

/// <summary>A disk in memory that can run full, fail its syncs, hold them, and lose power with any number of unsynced bytes kept.</summary>
internal sealed class SimulatedDisk : ILogFileSystem
{
    private const int NoSpace = 28;
    private const int InputOutputError = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Content> _files = [];
    private Dictionary<string, Content> _durableNames = [];

    /// <summary>Bytes that still fit.</summary>
    public long Room { get; set; } = long.MaxValue;

    public bool SyncFails { get; set; }

    /// <summary>Nothing more is written to files in a folder of this name.</summary>
    public string? FullFolder { get; set; }

    public int Syncs { get; private set; }

    /// <summary>When set, every data sync signals <see cref="SyncEntered"/> and waits here.</summary>
    public ManualResetEventSlim? SyncGate { get; set; }

    public SemaphoreSlim SyncEntered { get; } = new(0);

    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_gate)
            {
                return [.. _files.Keys.Where(name => !name.EndsWith("/lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            }
        }
    }

    public byte[] this[string path]
    {
        get
        {
            lock (_gate)
            {
                return [.. _files[path].Bytes];
            }
        }
    }

    public int UnsyncedBytes
    {
        get
        {
            lock (_gate)
            {
                return _files.Values.Sum(content => content.Bytes.Count - content.Synced.Length);
            }
        }
    }

    public void Overwrite(string path, int offset, byte value) => _files[path].Bytes[offset] = value;

    /// <summary>What a machine finds that lost power now: durable names, synced bytes, and the first <paramref name="kept"/> bytes that were written but not synced.</summary>
    public SimulatedDisk AfterPowerLoss(int kept)
    {
        var survivor = new SimulatedDisk();
        lock (_gate)
        {
            foreach (var (name, content) in _durableNames)
            {
                var bytes = content.Synced.Concat(content.Bytes.Skip(content.Synced.Length).Take(kept)).ToList();
                survivor._files[name] = new Content { Bytes = bytes, Synced = [.. bytes] };
            }
        }

        survivor._durableNames = new(survivor._files);
        return survivor;
    }

    public void CreateDirectory(string directory)
    {
    }

    public IDisposable Lock(string directory) => Create(Path.Combine(directory, "lock"));

    public IReadOnlyList<string> List(string directory) => [.. Names.Where(name => Path.GetDirectoryName(name) == directory)];

    public void SyncDirectory(string directory)
    {
        lock (_gate)
        {
            _durableNames = new(_files);
        }
    }

    public ILogFile Create(string path)
    {
        lock (_gate)
        {
            return new Handle(this, path, _files[path] = new Content());
        }
    }

    public ILogFile Open(string path)
    {
        lock (_gate)
        {
            return _files.TryGetValue(path, out var content) ? new Handle(this, path, content) : throw new FileNotFoundException(path);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            _files.Remove(from, out var content);
            _files[to] = content ?? throw new FileNotFoundException(from);
        }
    }

    public void Delete(string path)
    {
        lock (_gate)
        {
            _files.Remove(path);
        }
    }

    private sealed class Content
    {
        public List<byte> Bytes { get; set; } = [];

        public byte[] Synced { get; set; } = [];
    }

    private sealed class Handle(SimulatedDisk disk, string path, Content content) : ILogFile
    {
        public long Length => content.Bytes.Count;

        public int Read(Span<byte> destination, long offset)
        {
            lock (disk._gate)
            {
                var count = (int)Math.Clamp(content.Bytes.Count - offset, 0, destination.Length);
                content.Bytes.GetRange((int)offset, count).ToArray().CopyTo(destination);
                return count;
            }
        }

        public void Write(ReadOnlySpan<byte> source, long offset)
        {
            lock (disk._gate)
            {
                Assert.Equal(content.Bytes.Count, offset);
                var isFull = disk.FullFolder is { } folder && Path.GetFileName(Path.GetDirectoryName(path)) == folder;
                var fits = isFull ? 0 : (int)Math.Min(disk.Room, source.Length);
                content.Bytes.AddRange(source[..fits].ToArray());
                disk.Room -= fits;
                if (fits < source.Length)
                {
                    throw new IOException("No space left on device", NoSpace);
                }
            }
        }

        public void Truncate(long length)
        {
            lock (disk._gate)
            {
                content.Bytes.RemoveRange((int)length, content.Bytes.Count - (int)length);
                content.Synced = content.Synced[..Math.Min(content.Synced.Length, (int)length)];
            }
        }

        public void Sync()
        {
            if (disk.SyncGate is { } gate)
            {
                disk.SyncEntered.Release();
                Assert.True(gate.Wait(TimeSpan.FromSeconds(20)), "the test did not open the sync gate");
            }

            lock (disk._gate)
            {
                if (disk.SyncFails)
                {
                    throw new IOException("Input/output error", InputOutputError);
                }

                disk.Syncs++;
                content.Synced = [.. content.Bytes];
            }
        }

        public void Dispose()
        {
        }
    }
}
