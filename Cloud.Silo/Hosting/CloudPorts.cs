using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;

namespace OrleansCare.Cloud.Hosting;

/// <summary>Two ports that share nothing: the uplink has edges' calls alone, the other one everything else.</summary>
internal static class CloudPorts
{
    private const string UplinkPath = "/care.uplink.v1.Uplink";

    private static readonly MinDataRate SlowestReader = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static void AddPorts(this IServiceCollection services) => services.AddOptions<KestrelServerOptions>().Configure<IOptions<CloudOptions>>((kestrel, cloud) =>
    {
        var address = IPAddress.Parse(cloud.Value.Bind);
        kestrel.AddServerHeader = false;
        // In HTTP/2 it holds for the whole connection and would end a quiet stream.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(address, cloud.Value.Port, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Listen(address, cloud.Value.UplinkPort, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => connection =>
            {
                connection.Features.Set(new CameByUplink());
                return next(connection);
            });
        });
    });

    public static void UsePorts(this WebApplication app) => app.Use((http, next) =>
    {
        var uplink = http.Features.Get<CameByUplink>() is not null;
        if (uplink != (http.Request.Path.StartsWithSegments(UplinkPath, StringComparison.Ordinal)))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!uplink && http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = SlowestReader;
        }

        return next(http);
    });

    private sealed class CameByUplink;
}
