using OrleansCare.Cli.Silos;

namespace OrleansCare.Cli.Demo;

/// <summary>One edge, one cloud and the tapped cable between them, in a folder of their own.</summary>
internal sealed class DemoHospital : IAsyncDisposable
{
    private readonly DemoPorts _ports;
    private readonly string _directory;
    private readonly TimeProvider _time;
    private ChildSilo? _edge;
    private ChildSilo? _cloud;
    private bool _edgeIsMeantToBeDead;

    public DemoHospital(DemoPorts ports, string directory, bool cloudThere, TimeProvider time)
    {
        (_ports, _directory, _time) = (ports, directory, time);
        Tap = new UplinkTap(ports.Tap, ports.CloudUplink, TapFile, open: cloudThere);
    }

    public UplinkTap Tap { get; }

    public string TapFile => Path.Combine(_directory, "uplink.bytes");

    /// <summary>Files in which nothing identified may stand.</summary>
    public IEnumerable<string> WatchedFiles =>
        new[] { TapFile, LogFile("edge"), LogFile("cloud"), OutputFile("edge"), OutputFile("cloud") }.Where(File.Exists);

    public string EdgeData => Path.Combine(_directory, "edge");

    public string CloudData => Path.Combine(_directory, "cloud");

    public async Task StartCloudAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["Cloud:Port"] = Text(_ports.Cloud),
            ["Cloud:UplinkPort"] = Text(_ports.CloudUplink),
            ["Cloud:DataDirectory"] = CloudData,
            ["Cloud:LogFile"] = LogFile("cloud"),
            ["Logging:LogLevel:Default"] = "Debug",
        };
        if (SiloFiles.Screens("portal") is { } portal)
        {
            settings["Cloud:PortalDirectory"] = portal;
        }

        _cloud = ChildSilo.Start("cloud", SiloFiles.Find("OrleansCare.Cloud"), settings, OutputFile("cloud"));
        await _cloud.WhenReadyAsync(_time, cancellationToken);
        Tap.Open();
    }

    public async Task StartEdgeAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["Edge:HttpPort"] = Text(_ports.EdgeHttp),
            ["Edge:MqttPort"] = Text(_ports.EdgeMqtt),
            ["Edge:DataDirectory"] = EdgeData,
            ["Edge:Site"] = "Demo hospital",
            ["Edge:LogFile"] = LogFile("edge"),
            ["Uplink:Address"] = $"http://127.0.0.1:{_ports.Tap}",
            ["Logging:LogLevel:Default"] = "Debug",
        };
        if (SiloFiles.Screens("station") is { } station)
        {
            settings["Edge:StationDirectory"] = station;
        }

        _edge = ChildSilo.Start("edge", SiloFiles.Find("OrleansCare.Edge"), settings, OutputFile("edge"));
        await _edge.WhenReadyAsync(_time, cancellationToken);
    }

    public async Task KillEdgeAsync()
    {
        _edgeIsMeantToBeDead = true;
        await _edge!.KillAsync();
    }

    public async Task RestartEdgeAsync(CancellationToken cancellationToken)
    {
        await _edge!.DisposeAsync();
        await StartEdgeAsync(cancellationToken);
        _edgeIsMeantToBeDead = false;
    }

    /// <exception cref="CliException">A silo died that should live.</exception>
    public void RequireAlive()
    {
        if (_edge is { HasExited: true } && !_edgeIsMeantToBeDead)
        {
            throw _edge.Failed("ended while the demo was running");
        }

        if (_cloud is { HasExited: true })
        {
            throw _cloud.Failed("ended while the demo was running");
        }
    }

    /// <summary>Edge first, so that it can say goodbye. Names of silos that had to be killed.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        var killed = new List<string>();
        if (_edge is not null && !await _edge.StopAsync(_time))
        {
            killed.Add("edge");
        }

        if (_cloud is not null && !await _cloud.StopAsync(_time))
        {
            killed.Add("cloud");
        }

        return killed;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_edge is not null)
        {
            await _edge.DisposeAsync();
        }

        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }

        await Tap.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string LogFile(string silo) => Path.Combine(_directory, silo + ".log");

    private string OutputFile(string silo) => Path.Combine(_directory, silo + ".out");
}
