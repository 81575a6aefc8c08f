using Microsoft.Extensions.Logging;

namespace OrleansCare.Grpc.Server;

/// <summary>Events 4200 to 4299.</summary>
internal static partial class GrpcServerLog
{
    [LoggerMessage(4200, LogLevel.Error, "gRPC {Path}: the handler threw {Exception} at {Place}")]
    public static partial void HandlerFault(ILogger logger, string path, string exception, string? place);
}
