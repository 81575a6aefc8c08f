using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using OrleansCare.Cli.Silos;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Fleet;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Mqtt.Client;

namespace OrleansCare.Scenario.Tests;

/// <summary>The edge silo as a process of its own on a given data folder, without a cloud.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    private readonly string _directory;
    private readonly (string Key, string Value)[] _settings;
    private readonly int _firstPort = FreePorts.Base();
    private ChildSilo _silo;

    private EdgeProcess(string directory, (string Key, string Value)[] settings)
    {
        _directory = directory;
        _settings = settings;
        _silo = StartSilo();
    }

    public HttpClient Http { get; } = new();

    public int MqttPort => _firstPort + 1;

    public int HttpPort => _firstPort;

    public int GrpcPort => _firstPort + 5;

    public int Hl7Port => _firstPort + 6;

    /// <summary>When Hl7:Certificate is set.</summary>
    public int Hl7TlsPort => _firstPort + 7;

    public bool HasExited => _silo.HasExited;

    private Uri Address => new($"http://127.0.0.1:{_firstPort}/");

    /// <param name="directory">Data, log and output of the silo.</param>
    /// <param name="settings">Further ones.</param>
    public static async Task<EdgeProcess> StartAsync(string directory, params (string Key, string Value)[] settings)
    {
        var edge = new EdgeProcess(directory, settings);
        await edge._silo.WhenReadyAsync(TimeProvider.System, CancellationToken.None);
        return edge;
    }

    public async Task KillAndRestartAsync()
    {
        await _silo.DisposeAsync();
        _silo = StartSilo();
        await _silo.WhenReadyAsync(TimeProvider.System, CancellationToken.None);
    }

    /// <returns>The stay's key.</returns>
    public async Task<string> AdmitAsync(string bed, string serial)
    {
        var request = new AdmissionRequest(bed, "Ada Example", "MRN-" + serial, null, null, null, [new DeviceEnrolment(serial, "user", "secret")], By: "Admissions");
        var response = await Http.PostAsJsonAsync(new Uri(Address, "/api/admissions"), request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<AdmissionResponse>())!.Patient;
    }

    public async Task<HttpStatusCode> DischargeAsync(string patient) =>
        (await Http.PostAsJsonAsync(new Uri(Address, $"/api/stays/{patient}/discharge"), new DischargeRequest("Admissions"))).StatusCode;

    public Task<MqttClient> ConnectAsync(string serial) => MqttClient.ConnectAsync(new MqttClientOptions
    {
        Host = "127.0.0.1",
        Port = MqttPort,
        ClientId = serial,
        UserName = "user",
        Password = "secret",
    });

    /// <summary>What each source brought.</summary>
    public async Task<SourceReport[]> AccountsAsync() => (await Http.GetFromJsonAsync<SourceReport[]>(new Uri(Address, "/api/devices/account")))!;

    public async Task<EdgeStatus> StatusAsync() => (await Http.GetFromJsonAsync<EdgeStatus>(new Uri(Address, "/api/status")))!;

    /// <summary>Completes when the log takes records again.</summary>
    public async Task WhenStoringAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while ((await StatusAsync()).StorageDegraded)
        {
            Assert.False(patience.IsCancellationRequested, "The log did not take records again within 60 s after the disk had room.");
            await pause.WaitForNextTickAsync();
        }
    }

    public async Task<StationProbe> WatchAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/station/live" }.Uri, CancellationToken.None);
        return new StationProbe(socket);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        Http.Dispose();
    }

    private ChildSilo StartSilo()
    {
        var settings = new Dictionary<string, string>
        {
            ["Edge:HttpPort"] = $"{_firstPort}",
            ["Edge:MqttPort"] = $"{MqttPort}",
            ["Edge:GrpcPort"] = $"{GrpcPort}",
            ["Hl7:Port"] = $"{Hl7Port}",
            ["Edge:DataDirectory"] = Path.Combine(_directory, "edge"),
            ["Edge:LogFile"] = Path.Combine(_directory, "edge.log"),
            ["Uplink:Address"] = "http://127.0.0.1:1",
        };
        foreach (var (key, value) in _settings)
        {
            settings[key] = value;
        }

        if (settings.ContainsKey("Hl7:Certificate"))
        {
            settings["Hl7:TlsPort"] = $"{Hl7TlsPort}";
        }

        return ChildSilo.Start("edge", SiloFiles.Find("OrleansCare.Edge"), settings, Path.Combine(_directory, "edge.out"));
    }
}
