namespace OrleansCare.Edge.Journal;

public enum WhenLogFull
{
    /// <summary>New records are refused with <see cref="AppendResult.LogFull"/>.</summary>
    Refuse = 0,

    /// <summary>The oldest whole segments are given up, counted as dropped records.</summary>
    DropOldest = 1,
}

public sealed class SegmentLogOptions
{
    /// <summary>Names the log in metrics and log lines; one of a closed set such as "inputs" or "outbox-alarm".</summary>
    public required string Name { get; init; }

    public required string Directory { get; init; }

    /// <summary>A segment is closed before it grows past this. Default 64 MiB, at least 1 KiB.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Bound on all segments together. Default 8 GiB, at least two segments.</summary>
    public long MaxBytes { get; init; } = 8L << 30;

    public WhenLogFull WhenFull { get; init; } = WhenLogFull.Refuse;

    /// <summary>Records waiting for the disk; two buffers of this size are held. Default 4 MiB.</summary>
    public int PendingBytes { get; init; } = 4 << 20;

    /// <summary>Longest payload. Default 1 MiB; smaller than <see cref="PendingBytes"/>.</summary>
    public int MaxRecordBytes { get; init; } = 1 << 20;

    /// <summary>First pause before a failed write is tried again; doubles up to <see cref="RetryAtMost"/>. Default 250 ms.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause between two tries. Default 10 s.</summary>
    public TimeSpan RetryAtMost { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>32 bytes: encrypts every segment with a key derived from it. Empty: plain segments.</summary>
    public ReadOnlyMemory<byte> NodeKey { get; init; }

    /// <summary>Positions up to here were given out before, whatever the files say: none of them is given again.</summary>
    public LogPosition NotBefore { get; init; }

    /// <summary>
    /// Writes what each new segment carries in its head: the owner's state after all records before the given position.
    /// Called on the log's writer thread; must not call the log.
    /// </summary>
    public Func<LogPosition, ReadOnlyMemory<byte>>? Preamble { get; init; }

    internal void Validate()
    {
        Require(Name.Length > 0 && Directory.Length > 0, "a log needs a name and a directory");
        Require(SegmentBytes >= 1024, "SegmentBytes must be at least 1 KiB");
        Require(MaxBytes >= 2 * SegmentBytes, "MaxBytes must hold at least two segments");
        Require(MaxRecordBytes > 0 && MaxRecordBytes < PendingBytes, "MaxRecordBytes must be positive and less than PendingBytes");
        Require(MaxRecordBytes <= SegmentFormat.MaxStoredBytes - SegmentCipher.TagBytes, "MaxRecordBytes must be less than 16 MiB");
        Require(RetryAfter > TimeSpan.Zero && RetryAtMost >= RetryAfter, "RetryAfter must be positive and at most RetryAtMost");
        Require(NodeKey.Length is 0 or SegmentCipher.KeyBytes, "NodeKey must be empty or 32 bytes");
    }

    private void Require(bool condition, string remedy)
    {
        if (!condition)
        {
            throw new ArgumentException($"Log '{Name}': {remedy}.");
        }
    }
}
