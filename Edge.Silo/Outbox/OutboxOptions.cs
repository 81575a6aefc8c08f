namespace OrleansCare.Edge.Outbox;

public sealed class OutboxOptions
{
    public required string Directory { get; init; }

    /// <summary>Bound on all classes together. Default 4 GiB, at least ten segments.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>What is given back or given up at once. Default 4 MiB, at least 1 KiB.</summary>
    public long SegmentBytes { get; init; } = 4 << 20;

    /// <summary>Longest payload. Default 256 KiB.</summary>
    public int MaxItemBytes { get; init; } = 256 << 10;

    /// <summary>Items per class waiting in memory for their Input and the disk. Default 16,384.</summary>
    public int MaxQueuedItems { get; init; } = 16_384;

    /// <summary>Their payloads. Default 16 MiB.</summary>
    public int MaxQueuedBytes { get; init; } = 16 << 20;

    /// <summary>Streams per class whose last origin is remembered; beyond it the longest silent are forgotten. Default 16,384.</summary>
    public int MaxStreams { get; init; } = 16_384;

    /// <summary>Pause before a disk that refused is asked again. Default 250 ms.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(250);

    internal void Validate()
    {
        Require(Directory.Length > 0, "Directory must be set");
        Require(MaxBytes >= 10 * SegmentBytes, "MaxBytes must hold at least ten segments, two for each class");
        Require(MaxItemBytes is > 0 and <= 8 << 20, "MaxItemBytes must be between 1 byte and 8 MiB");
        Require(MaxQueuedItems > 0 && MaxQueuedBytes >= MaxItemBytes, "the queue must hold at least one item of the longest size");
        Require(MaxStreams >= 16, "MaxStreams must be at least 16");
    }

    private static void Require(bool condition, string remedy)
    {
        if (!condition)
        {
            throw new ArgumentException($"Outbox: {remedy}.");
        }
    }
}
