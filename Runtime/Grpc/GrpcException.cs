namespace OrleansCare.Grpc;

/// <summary>How a call ended if not well. Thrown by a server handler it becomes the call's status; its message crosses the wire.</summary>
public sealed class GrpcException(StatusCode status, string message, Exception? cause = null) : Exception(message, cause)
{
    public StatusCode Status => status;
}
