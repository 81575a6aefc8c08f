using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc.Client;

/// <summary>Calls to one address over shared HTTP/2 connections: h2c for http, TLS for https, never HTTP/1.1. Thread-safe.</summary>
public sealed class GrpcChannel : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly Uri _address;
    private readonly GrpcChannelOptions _options;

    public GrpcChannel(Uri address, GrpcChannelOptions? options = null)
    {
        _address = address;
        _options = options ?? new GrpcChannelOptions();
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = _options.ConnectTimeout,
            KeepAlivePingDelay = _options.KeepAliveDelay,
            KeepAlivePingTimeout = _options.KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
        if (_options.Tls is not null)
        {
            handler.SslOptions = _options.Tls;
        }

        _http = new HttpMessageInvoker(handler);
    }

    /// <exception cref="GrpcException">Any status but OK.</exception>
    public async Task<TResponse> UnaryAsync<TRequest, TResponse>(
        string path,
        TRequest request,
        MessageParser<TResponse> parser,
        GrpcCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        await using GrpcDuplexCall<TRequest, TResponse> call = Duplex<TRequest, TResponse>(path, parser, options, cancellationToken);
        await call.SendOnlyAsync(request);
        TResponse response = await call.ReadAsync() ?? throw new GrpcException(StatusCode.Internal, "The call succeeded without its message.");
        return await call.ReadAsync() is null ? response : throw new GrpcException(StatusCode.Internal, "A unary call was answered by a second message.");
    }

    /// <summary>Opens a stream in both directions and returns at once; failures come from its methods. Dispose cancels what is still open.</summary>
    public GrpcDuplexCall<TRequest, TResponse> Duplex<TRequest, TResponse>(
        string path,
        MessageParser<TResponse> parser,
        GrpcCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        options ??= GrpcCallOptions.None;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation(GrpcHeaders.AcceptEncoding, GrpcHeaders.Identity);
        if (options.Timeout is { } timeout)
        {
            request.Headers.TryAddWithoutValidation(GrpcHeaders.Timeout, GrpcTimeout.Format(timeout));
        }

        foreach ((string name, string value) in options.Headers ?? new Dictionary<string, string>())
        {
            request.Headers.Add(name, value);
        }

        return new GrpcDuplexCall<TRequest, TResponse>(_http, request, parser, options.Timeout, _options, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
