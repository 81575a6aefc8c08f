using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace OrleansCare.Grpc.Server;

/// <summary>One call per path: "/package.Service/Method".</summary>
public static class GrpcEndpoints
{
    public static IEndpointConventionBuilder MapGrpcUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        string path,
        MessageParser<TRequest> parser,
        Func<TRequest, GrpcServerContext, Task<TResponse>> handler,
        int maxMessageLength = GrpcLimits.DefaultMaxMessageLength)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        endpoints.MapGrpcDuplex<TRequest, TResponse>(
            path,
            parser,
            async (reader, writer, context) =>
            {
                TRequest request = await reader.ReadAsync() ?? throw new GrpcException(StatusCode.Internal, "A unary call came without its message.");
                if (await reader.ReadAsync() is not null)
                {
                    throw new GrpcException(StatusCode.Internal, "A unary call came with a second message.");
                }

                await writer.WriteAsync(await handler(request, context));
            },
            maxMessageLength,
            headersFirst: false);

    /// <summary>Bidirectional; a handler that reads one message, or writes one, serves the other two stream kinds.</summary>
    public static IEndpointConventionBuilder MapGrpcDuplex<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        string path,
        MessageParser<TRequest> parser,
        Func<GrpcReader<TRequest>, GrpcWriter<TResponse>, GrpcServerContext, Task> handler,
        int maxMessageLength = GrpcLimits.DefaultMaxMessageLength)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        endpoints.MapGrpcDuplex(path, parser, handler, maxMessageLength, headersFirst: true);

    private static IEndpointConventionBuilder MapGrpcDuplex<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        string path,
        MessageParser<TRequest> parser,
        Func<GrpcReader<TRequest>, GrpcWriter<TResponse>, GrpcServerContext, Task> handler,
        int maxMessageLength,
        bool headersFirst)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var call = new GrpcServerCall<TRequest, TResponse>(parser, handler, maxMessageLength, headersFirst);
        return endpoints.MapPost(path, call.InvokeAsync);
    }
}
