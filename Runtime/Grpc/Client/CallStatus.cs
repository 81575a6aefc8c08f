using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc.Client;

/// <summary>How a call ended: from headers (Trailers-Only), trailers, HTTP status or transport error.</summary>
internal static class CallStatus
{
    // RFC 9113 section 7.
    private const long RefusedStream = 0x7;
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xB;
    private const long InadequateSecurity = 0xC;

    public static void ThrowIfRefused(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new GrpcException(FromHttp(response.StatusCode), $"The server answered HTTP {(int)response.StatusCode}.");
        }

        if (!GrpcHeaders.IsGrpc(response.Content.Headers.ContentType?.ToString()))
        {
            throw new GrpcException(StatusCode.Unknown, "The server did not answer with gRPC.");
        }

        if (response.Headers.Contains(GrpcHeaders.Status))
        {
            ThrowUnlessOk(response.Headers);
        }

        if (response.Headers.TryGetValues(GrpcHeaders.Encoding, out IEnumerable<string>? encodings) && encodings.Single() != GrpcHeaders.Identity)
        {
            throw new GrpcException(StatusCode.Internal, "The server compresses, though only identity was offered.");
        }
    }

    /// <summary>To be called when the body has been read to its end.</summary>
    public static void ThrowUnlessOk(HttpResponseMessage response) =>
        ThrowUnlessOk(response.TrailingHeaders.Contains(GrpcHeaders.Status) ? response.TrailingHeaders : response.Headers);

    /// <summary>PROTOCOL-HTTP2.md, "Errors".</summary>
    public static GrpcException FromTransport(Exception failure) => failure switch
    {
        _ when StreamError(failure) is { } error => new GrpcException(FromHttp2(error), $"The server reset the stream with HTTP/2 error {error}.", failure),

        // Nobody here cancelled: HttpClient reports a body that was cut off, or a stream already closed, in these words too.
        HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException =>
            new GrpcException(StatusCode.Unavailable, "The connection failed, or the server has ended the call.", failure),
        _ => new GrpcException(StatusCode.Internal, "The call failed.", failure),
    };

    private static void ThrowUnlessOk(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues(GrpcHeaders.Status, out IEnumerable<string>? values)
            || !int.TryParse(values.Single(), NumberStyles.None, CultureInfo.InvariantCulture, out int code))
        {
            throw new GrpcException(StatusCode.Unknown, "The call ended without grpc-status.");
        }

        if (code != (int)StatusCode.OK)
        {
            string message = headers.TryGetValues(GrpcHeaders.Message, out IEnumerable<string>? texts) ? StatusMessage.Decode(texts.Single()) : string.Empty;
            throw new GrpcException(Enum.IsDefined((StatusCode)code) ? (StatusCode)code : StatusCode.Unknown, message);
        }
    }

    private static long? StreamError(Exception? failure) => failure switch
    {
        null => null,
        HttpProtocolException protocol => protocol.ErrorCode,
        _ => StreamError(failure.InnerException),
    };

    private static StatusCode FromHttp2(long error) => error switch
    {
        RefusedStream => StatusCode.Unavailable,
        Cancel => StatusCode.Cancelled,
        EnhanceYourCalm => StatusCode.ResourceExhausted,
        InadequateSecurity => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };

    /// <summary>doc/http-grpc-status-mapping.md.</summary>
    private static StatusCode FromHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
