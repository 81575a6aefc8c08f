using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Server;

namespace OrleansCare.Benchmarks.Runtime;

/// <summary>Our server alone, on Kestrel: every publish is taken at once, so that no disk and no actor is measured.</summary>
internal sealed class MqttEdge : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly List<MqttLink> _links = [];

    private MqttEdge(WebApplication host)
    {
        _host = host;
        Port = new Uri(host.Urls.Single()).Port;
    }

    public int Port { get; }

    public static async Task<MqttEdge> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMqttServer<TakeAll>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseMqtt()));
        var host = builder.Build();
        await host.StartAsync();
        return new MqttEdge(host);
    }

    /// <summary>It is closed with the server.</summary>
    public MqttLink Connect(MqttVersion version, string clientId)
    {
        var link = new MqttLink(Port, version, clientId);
        _links.Add(link);
        return link;
    }

    public ValueTask DisposeAsync()
    {
        _links.ForEach(link => link.Dispose());
        return _host.DisposeAsync();
    }

    private sealed class TakeAll : IMqttApplication
    {
        public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(MqttConnectDecision.Accept());

        public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish) => new(PublishDecision.Acknowledge);

        public void Disconnected(MqttSession session, MqttCloseReason reason)
        {
        }
    }
}
