using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc.Server;

/// <summary>One call from request headers to trailers.</summary>
internal sealed class GrpcServerCall<TRequest, TResponse>(
    MessageParser<TRequest> parser,
    Func<GrpcReader<TRequest>, GrpcWriter<TResponse>, GrpcServerContext, Task> handler,
    int maxMessageLength,
    bool headersFirst)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!GrpcHeaders.IsGrpc(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        http.Response.ContentType = GrpcHeaders.ContentType;
        http.Response.Headers[GrpcHeaders.AcceptEncoding] = GrpcHeaders.Identity;
        LiftBodyLimits(http);

        (StatusCode status, string message) = await RunAsync(http);
        Finish(http.Response, status, message);
    }

    /// <summary>A stream may be quiet for hours and carry gigabytes: limits made for web pages would end it.</summary>
    private static void LiftBodyLimits(HttpContext http)
    {
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    /// <summary>In trailers if anything was sent, else in the headers (Trailers-Only).</summary>
    private static void Finish(HttpResponse response, StatusCode status, string message)
    {
        string code = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (response.HasStarted)
        {
            response.AppendTrailer(GrpcHeaders.Status, code);
            if (message.Length > 0)
            {
                response.AppendTrailer(GrpcHeaders.Message, StatusMessage.Encode(message));
            }
        }
        else
        {
            response.Headers[GrpcHeaders.Status] = code;
            if (message.Length > 0)
            {
                response.Headers[GrpcHeaders.Message] = StatusMessage.Encode(message);
            }
        }
    }

    private async Task<(StatusCode Status, string Message)> RunAsync(HttpContext http)
    {
        string? encoding = http.Request.Headers[GrpcHeaders.Encoding];
        if (encoding is not (null or GrpcHeaders.Identity))
        {
            return (StatusCode.Unimplemented, "Only grpc-encoding identity is supported.");
        }

        TimeSpan? timeout = null;
        if (http.Request.Headers[GrpcHeaders.Timeout].ToString() is { Length: > 0 } text)
        {
            if (!GrpcTimeout.TryParse(text, out TimeSpan parsed))
            {
                return (StatusCode.Internal, "grpc-timeout is malformed.");
            }

            timeout = parsed;
        }

        TimeProvider time = http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        using var deadline = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        var context = new GrpcServerContext(http, time.GetUtcNow() + timeout, call.Token);
        try
        {
            if (headersFirst)
            {
                // A client may wait for the headers before it sends anything.
                await http.Response.BodyWriter.FlushAsync(call.Token);
            }

            await handler(
                new GrpcReader<TRequest>(http.Request.BodyReader, parser, maxMessageLength, Translate, call.Token),
                new GrpcWriter<TResponse>(http.Response.BodyWriter, Translate, call.Token),
                context);
            return deadline.IsCancellationRequested ? DeadlineExceeded() : (StatusCode.OK, string.Empty);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return DeadlineExceeded();
        }
        catch (GrpcException failure)
        {
            return (failure.Status, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return (StatusCode.Cancelled, "The call was cancelled.");
        }
        catch (Exception fault)
        {
            // The exception's own words may quote a patient: they neither cross the wire nor reach the log.
            ILogger logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("OrleansCare.Grpc.Server");
            GrpcServerLog.HandlerFault(logger, http.Request.Path, fault.GetType().Name, fault.StackTrace);
            return (StatusCode.Unknown, "The handler failed.");
        }
    }

    private static (StatusCode Status, string Message) DeadlineExceeded() => (StatusCode.DeadlineExceeded, "The deadline has passed.");

    /// <summary>A stream that the client reset is, to a handler, a cancelled call.</summary>
    private static Exception Translate(Exception failure) =>
        failure is IOException ? new OperationCanceledException("The client has ended the call.", failure) : failure;
}
