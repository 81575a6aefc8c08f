using Microsoft.AspNetCore.Http;

namespace OrleansCare.Grpc.Server;

/// <summary>What a handler knows of its call.</summary>
public sealed class GrpcServerContext
{
    internal GrpcServerContext(HttpContext http, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        Http = http;
        Deadline = deadline;
        CancellationToken = cancellationToken;
    }

    /// <summary>Headers, peer address, client certificate, services.</summary>
    public HttpContext Http { get; }

    public DateTimeOffset? Deadline { get; }

    /// <summary>The client cancelled or is gone, or the deadline has passed.</summary>
    public CancellationToken CancellationToken { get; }
}
