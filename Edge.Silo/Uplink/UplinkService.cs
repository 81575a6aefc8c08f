using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using OrleansCare.Contracts.Identity;
using OrleansCare.Contracts.Uplink;
using OrleansCare.Edge.Hosting;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Station;

namespace OrleansCare.Edge.Uplink;

/// <summary>Keeps one call to the cloud open for as long as there is a cloud, and waits without end when there is none.</summary>
internal sealed partial class UplinkService(
    CloudOutbox outbox, UplinkState state, IOpaqueIdSource ids, IOptions<UplinkOptions> uplink, IOptions<EdgeOptions> edge, TimeProvider time, ILogger<UplinkService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = uplink.Value.RetryAfter;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(stoppingToken);
            }
            catch (RpcException e)
            {
                LogLost(logger, e.StatusCode, wait.TotalSeconds);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogDisk(logger, wait.TotalSeconds, e);
            }

            wait = state.IsConnected ? uplink.Value.RetryAfter : Min(wait * 2, uplink.Value.RetryAtMost);
            state.IsConnected = false;
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    private async Task ConnectAsync(CancellationToken stopping)
    {
        using var channel = GrpcChannel.ForAddress(uplink.Value.Address, new GrpcChannelOptions { HttpHandler = Handler(), DisposeHttpClient = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var call = new Contracts.Uplink.Uplink.UplinkClient(channel).Send(cancellationToken: ending.Token);
        await call.RequestStream.WriteAsync(new EdgeFrame { Open = new Open { Edge = Edge(), Site = edge.Value.Site, Software = StationEndpoint.Software } }, ending.Token);
        var answer = await call.ResponseStream.MoveNext(ending.Token)
            ? call.ResponseStream.Current
            : throw new RpcException(new Status(StatusCode.Unavailable, "The cloud closed the call before it answered."));
        using var session = new UplinkSession(outbox, call, uplink.Value);
        state.Heard();
        session.Resume(answer.Opened ?? throw new RpcException(new Status(StatusCode.Internal, "The cloud's first word was no Opened.")));
        state.IsConnected = true;
        LogConnected(logger);

        var sending = session.SendAsync(ending.Token);
        try
        {
            await foreach (var frame in call.ResponseStream.ReadAllAsync(ending.Token))
            {
                state.Heard();
                if (frame.Receipt is { } receipt)
                {
                    session.Accept(receipt);
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await sending;
        }
    }

    /// <summary>A cable that is cut says nothing: pings find out.</summary>
    private static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
    };

    private string Edge() => EdgeIdentity.LoadOrCreate(EdgeHost.OutboxDirectory(edge.Value), ids);

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    [LoggerMessage(EventId = 1510, Level = LogLevel.Information, Message = "The cloud is connected")]
    private static partial void LogConnected(ILogger logger);

    [LoggerMessage(EventId = 1512, Level = LogLevel.Error, Message = "The outbox cannot be read or its cursor not kept; trying again in {Seconds:0.0} s")]
    private static partial void LogDisk(ILogger logger, double seconds, Exception exception);

    [LoggerMessage(EventId = 1511, Level = LogLevel.Warning, Message = "No cloud: {Status}; trying again in {Seconds:0.0} s")]
    private static partial void LogLost(ILogger logger, StatusCode status, double seconds);
}
