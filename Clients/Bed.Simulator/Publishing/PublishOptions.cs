namespace OrleansCare.BedSimulator.Publishing;

public sealed record PublishOptions
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Packets that one device remembers without acknowledgement. Default 2,400: ten minutes.</summary>
    public int MemoryPackets { get; init; } = 2400;

    /// <summary>Between attempts to connect. Default 250 ms.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(250);
}
