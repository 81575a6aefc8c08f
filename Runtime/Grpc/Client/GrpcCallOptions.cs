namespace OrleansCare.Grpc.Client;

public sealed record GrpcCallOptions
{
    public static GrpcCallOptions None { get; } = new();

    /// <summary>Sent as grpc-timeout and kept here too; null: no deadline.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>ASCII metadata with lower-case names.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
