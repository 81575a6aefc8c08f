using System.Net.WebSockets;
using System.Reflection;
using Microsoft.Extensions.Options;
using OrleansCare.Contracts.Identity;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Hosting;

namespace OrleansCare.Edge.Station;

/// <summary>GET /station/live: the live feed (docs/http/station.md).</summary>
internal static class StationEndpoint
{
    public static void MapStation(this IEndpointRouteBuilder endpoints) => endpoints.Map("/station/live", Live);

    public static string Software { get; } = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static async Task Live(
        HttpContext context, StationHub hub, StationCommands commands, StationMetrics metrics, IOpaqueIdSource ids, IOptions<EdgeOptions> options, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!IsOwnPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromSeconds(10) });
        var connection = new StationConnection(socket, ids.Next(), metrics);
        hub.Join(connection, new Hello
        {
            Site = options.Value.Site,
            Software = Software,
            HeartbeatMs = (uint)StationHeartbeat.Period.TotalMilliseconds,
        });
        try
        {
            await connection.RunAsync(frame => commands.Execute(connection, frame), lifetime.ApplicationStopping);
        }
        finally
        {
            hub.Leave(connection);
        }
    }

    /// <summary>A browser says from which page it connects: only from ours, or any site a nurse opens could read the ward. Other programs send no Origin.</summary>
    private static bool IsOwnPage(HttpRequest request) =>
        request.Headers.Origin is not [var origin, ..] || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority == request.Host.Value);
}
