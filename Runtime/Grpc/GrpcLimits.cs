namespace OrleansCare.Grpc;

public static class GrpcLimits
{
    /// <summary>Bytes of one received message, 4 MiB as everywhere in gRPC. Judged by its length prefix, before it is buffered.</summary>
    public const int DefaultMaxMessageLength = 4 * 1024 * 1024;
}
