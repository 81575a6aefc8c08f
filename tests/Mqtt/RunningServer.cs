using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansCare.Mqtt.Client;
using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Tests;

/// <summary>A real Kestrel with MQTT on a free loopback port.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly IMqttApplication _application;

    private RunningServer(WebApplication host, IMqttApplication application)
    {
        _host = host;
        _application = application;
        Port = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public RecordingApplication Application => (RecordingApplication)_application;

    public int Port { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<RunningServer> StartAsync(IMqttApplication? application = null, Action<MqttServerOptions>? configure = null, TimeProvider? time = null)
    {
        application ??= new RecordingApplication();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(application);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddMqttServer<RecordingApplication>(configure);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseMqtt()));
        WebApplication host = builder.Build();
        await host.StartAsync();
        return new RunningServer(host, application);
    }

    public Task<MqttClient> ConnectAsync(string clientId = "bed-1", bool clean = true, string? user = null, string? password = null) =>
        MqttClient.ConnectAsync(new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = Port,
            ClientId = clientId,
            CleanSession = clean,
            UserName = user,
            Password = password,
        });

    public async Task<RawPeer> DialAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        return new RawPeer(socket);
    }

    /// <param name="connect">CONNECT.</param>
    /// <param name="answer">The CONNACK that is expected.</param>
    public async Task<RawPeer> DialAsync(string connect, string answer)
    {
        RawPeer peer = await DialAsync();
        await peer.SendAsync(connect);
        await peer.ExpectAsync(answer);
        return peer;
    }

    /// <summary>A clean session of 3.1.1 (4) or 5.0 (5).</summary>
    public Task<RawPeer> DialAsync(int v, string clientId) => DialAsync(Frames.Connect(v, clientId), v == 5 ? Frames.Accepted : "20 02 00 00");

    public Task StopAsync() => _host.StopAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
