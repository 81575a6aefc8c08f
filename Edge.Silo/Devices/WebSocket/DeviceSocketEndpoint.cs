using OrleansCare.Edge.Devices.Intake;

namespace OrleansCare.Edge.Devices.WebSocket;

/// <summary>
/// GET /devices/{serial}/packets as a WebSocket, user and password as Basic: a binary message is a care.device.v1.DevicePacket and is answered by a
/// binary IngestAnswer, a text message is the JSON form and is answered by the same as JSON (docs/device-payloads.md).
/// </summary>
internal static class DeviceSocketEndpoint
{
    public const string Protocol = "care.device.v1";

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    public static void MapDeviceSocket(this IEndpointRouteBuilder endpoints) => endpoints.Map("/devices/{serial}/packets", Connect);

    private static async Task Connect(
        string serial, HttpContext context, DeviceLogin login, DeviceIntake intake, DeviceSocketMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (context.Request.Headers.Origin.Count > 0)
        {
            // A page in somebody's browser is no device.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (DeviceLogin.ReadBasic(context.Request.Headers.Authorization) is not { } credentials
            || await login.AuthenticateAsync(DeviceSource.WebSocket, serial, credentials) is not { } device)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"devices\"";
            return;
        }

        var isSpoken = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = isSpoken ? Protocol : null,
            KeepAliveInterval = LongestSilence / 2,
            KeepAliveTimeout = LongestSilence / 2,
        });
        using var connection = new DeviceSocket(socket, device, intake, metrics, time);
        await connection.RunAsync(lifetime.ApplicationStopping);
    }
}
