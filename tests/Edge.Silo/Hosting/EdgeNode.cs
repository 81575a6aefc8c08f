using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Fleet;
using OrleansCare.Contracts.Patients;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Hosting;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Tests.Journal;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Hosting;

/// <summary>A whole edge silo on free loopback ports, on a folder of its own that survives <see cref="RestartAsync"/>.</summary>
public sealed class EdgeNode : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("edge-node-").FullName;
    private WebApplication? _silo;
    private Uri _uplink = null!;
    private string[] _settings = [];
    private ILogFileSystem? _disk;

    public Uri Http { get; private set; } = null!;

    public int MqttPort { get; private set; }

    /// <summary>When Edge:MqttTlsPort is set.</summary>
    public int MqttTlsPort { get; private set; }

    public Uri Grpc { get; private set; } = null!;

    public int Hl7Port { get; private set; }

    /// <summary>When Hl7:TlsPort is set.</summary>
    public int Hl7TlsPort { get; private set; }

    public string DataDirectory => _directory;

    public IServiceProvider Services => _silo!.Services;

    public HttpClient Client { get; } = new();

    /// <param name="uplink">The cloud; none when null.</param>
    /// <param name="settings">Further ones, KEY=VALUE.</param>
    public static async Task<EdgeNode> StartAsync(Uri? uplink = null, params string[] settings)
    {
        var node = new EdgeNode { _settings = settings, _uplink = uplink ?? new Uri("http://127.0.0.1:1") };
        await node.StartSiloAsync();
        return node;
    }

    /// <summary>Its logs stand on a disk that can be made to refuse.</summary>
    internal static async Task<EdgeNode> StartAsync(SimulatedDisk disk)
    {
        var node = new EdgeNode { _disk = disk, _uplink = new Uri("http://127.0.0.1:1") };
        await node.StartSiloAsync();
        return node;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    public async Task StopAsync()
    {
        await _silo!.StopAsync();
        await _silo.DisposeAsync();
    }

    public Task StartAgainAsync() => StartSiloAsync();

    /// <returns>The stay's key.</returns>
    public async Task<string> AdmitAsync(string bed, string serial)
    {
        var request = new AdmissionRequest(bed, "Ada Example", "MRN-" + bed, new DateOnly(1960, 5, 1), null, null, [new DeviceEnrolment(serial, "user", "secret")], By: "Admissions");
        var response = await Client.PostAsJsonAsync(new Uri(Http, "/api/admissions"), request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<AdmissionResponse>())!.Patient;
    }

    public async Task<HttpStatusCode> DischargeAsync(string patient)
    {
        using var answer = await Client.PostAsJsonAsync(new Uri(Http, $"/api/stays/{patient}/discharge"), new DischargeRequest("Admissions"));
        return answer.StatusCode;
    }

    public Task<ScriptedDevice> ConnectAsync(string serial, string password = "secret") => ScriptedDevice.ConnectAsync(MqttPort, serial, "user", password);

    public async Task<QuarantineReport[]> QuarantineAsync() => (await Client.GetFromJsonAsync<QuarantineReport[]>(new Uri(Http, "/api/quarantine")))!;

    public async Task<EdgeStatus> StatusAsync() => (await Client.GetFromJsonAsync<EdgeStatus>(new Uri(Http, "/api/status")))!;

    public async Task<StationProbe> WatchAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(Http) { Scheme = "ws", Path = "/station/live" }.Uri, CancellationToken.None);
        return new StationProbe(socket);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartSiloAsync()
    {
        _silo = EdgeHost.Build([
            "--set", "Edge:HttpPort=0",
            "--set", "Edge:MqttPort=0",
            "--set", "Hl7:Port=0",
            "--set", "Edge:GrpcPort=0",
            "--set", $"Edge:DataDirectory={_directory}",
            "--set", $"Edge:LogFile={Path.Combine(_directory, "edge.log")}",
            "--set", "Edge:SnapshotInterval=00:00:01",
            "--set", "Edge:FleetReportInterval=00:00:01",
            "--set", $"Uplink:Address={_uplink}",
            .. _settings.SelectMany(setting => new[] { "--set", setting })], _disk);
        await _silo.StartAsync();
        var urls = _silo.Urls.Select(url => new Uri(url)).ToArray();
        var next = 2;
        (Http, MqttPort) = (urls[0], urls[1].Port);
        MqttTlsPort = Listens("Edge:MqttTlsPort") ? urls[next++].Port : 0;
        (Grpc, Hl7Port) = (urls[next++], urls[next++].Port);
        Hl7TlsPort = Listens("Hl7:TlsPort") ? urls[next].Port : 0;

        bool Listens(string port) => _settings.Contains(port + "=0");
    }
}
