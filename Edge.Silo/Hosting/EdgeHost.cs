using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using OrleansCare.Contracts.Identity;
using OrleansCare.Edge.Access;
using OrleansCare.Edge.Alarms;
using OrleansCare.Edge.Alarms.Audit;
using OrleansCare.Edge.Alarms.History;
using OrleansCare.Edge.Association;
using OrleansCare.Edge.Devices;
using OrleansCare.Edge.Devices.Fhir;
using OrleansCare.Edge.Devices.Hl7;
using OrleansCare.Edge.Devices.Hl7.Reporting;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Edge.Devices.Profiles;
using OrleansCare.Edge.Devices.Quarantine;
using OrleansCare.Edge.Devices.Rpc;
using OrleansCare.Edge.Devices.WebSocket;
using OrleansCare.Edge.Inference;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Patients;
using OrleansCare.Edge.Station;
using OrleansCare.Edge.Strips;
using OrleansCare.Edge.Trends;
using OrleansCare.Edge.Uplink;
using OrleansCare.Hosting;
using OrleansCare.Interop.Deidentification;
using OrleansCare.Mqtt.Server;
using OrleansCare.Storage;

namespace OrleansCare.Edge.Hosting;

/// <summary>The edge silo, composed as docs draw it: devices -> grains -> effects -> stations, model, outbox -> cloud.</summary>
internal static class EdgeHost
{
    /// <summary>One record is looked up in its file: a short file is found through quickly.</summary>
    private const long LookbackSegmentBytes = 4 << 20;

    private const long AuditBytes = 1L << 30;
    private const long ReportBytes = 256L << 20;
    /// <summary>More messages with their replies than are remembered.</summary>
    private const long MessagesBytes = 64L << 20;

    private const long QuarantineBytes = 1L << 30;

    /// <summary>About 2 million records: transitions of more alarms than are kept.</summary>
    private const long HistoryBytes = 512L << 20;

    /// <summary>A day of a thousand beds.</summary>
    private const long TrendBytes = 512L << 20;

    /// <param name="files">What the logs stand on; the machine's disk when null.</param>
    /// <param name="time">The machine's when null.</param>
    public static WebApplication Build(IReadOnlyList<string> arguments, ILogFileSystem? files = null, TimeProvider? time = null)
    {
        var builder = SiloProcess.CreateBuilder(arguments, "Edge:LogFile");
        var services = builder.Services;
        services.AddOptions<EdgeOptions>().BindConfiguration("Edge").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<EscalationOptions>().BindConfiguration("Escalation").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<UplinkOptions>().BindConfiguration("Uplink").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IOpaqueIdSource, RandomOpaqueIdSource>();
        var options = builder.Configuration.GetSection("Edge").Get<EdgeOptions>() ?? new EdgeOptions();
        Directory.CreateDirectory(options.DataDirectory);

        builder.UseOrleans(silo =>
        {
            silo.UseOneSiloCluster("care-edge");
            silo.AddSqliteGrainStorage(EdgeStorage.Name, storage => storage.Path = Path.Combine(options.DataDirectory, "grains.db"));
            silo.AddStartupTask<ProfileDesk>();
            silo.AddStartupTask<RecoverStays>();
        });

        services.AddSingleton(files ?? DiskFileSystem.Instance);
        AddLogs(services, options);
        AddHistory(services);
        AddStays(services);
        AddStations(services);
        AddUplink(services);
        AddDevices(services);
        services.AddSingleton<EdgeStatusReader>();
        services.AddProblemDetails();

        builder.WebHost.ConfigureKestrel(Listen);
        var silo = builder.Build();
        Map(silo, options);
        return silo;
    }

    public static string OutboxDirectory(EdgeOptions options) => Path.Combine(options.DataDirectory, "outbox");

    private static void AddLogs(IServiceCollection services, EdgeOptions options)
    {
        var key = NodeKey.LoadOrCreate(options.DataDirectory);
        services.AddSingleton<JournalMetrics>();
        services.AddSingleton(_ => new Checkpoint(Path.Combine(options.DataDirectory, "inputs.checkpoint")));
        services.AddSingleton(provider => new InputsLog(Open(provider, "inputs", options, key, options.InputsBytes), provider.GetRequiredService<Checkpoint>()));
        services.AddSingleton(provider => new AuditLog(Open(provider, "audit", options, key, AuditBytes, LookbackSegmentBytes)));
        services.AddSingleton(provider => new ReportLog(Open(provider, "reports", options, key, ReportBytes, LookbackSegmentBytes)));
        services.AddSingleton(provider => new MessageMemory(Open(provider, "messages", options, key, MessagesBytes, LookbackSegmentBytes), provider.GetRequiredService<Hl7Metrics>()));
        services.AddSingleton(provider => new QuarantineLog(Open(provider, "quarantine", options, key, QuarantineBytes, recordBytes: QuarantineLog.RecordBytes)));
        services.AddSingleton(provider => new TrendStore(Open(provider, "trends", options, key, TrendBytes, LookbackSegmentBytes)));
        services.AddSingleton(provider => new AlarmHistory(
            Open(provider, "alarms", options, key, HistoryBytes, LookbackSegmentBytes),
            Open(provider, "strips", options, key, options.StripBytes, LookbackSegmentBytes),
            options.HistoryAlarms,
            provider.GetRequiredService<HistoryMetrics>()));
    }

    private static SegmentLog Open(
        IServiceProvider provider, string name, EdgeOptions options, byte[] key, long bytes, long segmentBytes = 64 << 20, int recordBytes = 1 << 20) => SegmentLog.Open(
        new SegmentLogOptions
        {
            Name = name,
            Directory = Path.Combine(options.DataDirectory, name),
            NodeKey = key,
            MaxBytes = bytes,
            MaxRecordBytes = recordBytes,
            SegmentBytes = segmentBytes,
            WhenFull = WhenLogFull.DropOldest,
        },
        provider.GetRequiredService<ILogFileSystem>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<JournalMetrics>(),
        provider.GetRequiredService<ILogger<SegmentLog>>());

    private static void AddDevices(IServiceCollection services)
    {
        services.AddSingleton<DeviceMetrics>();
        services.AddProfiles();
        services.AddSingleton<DeviceIntake>();
        services.AddSingleton<DeviceLogin>();
        services.AddSingleton<DeviceSocketMetrics>();
        services.AddSingleton<PacketReplay>();
        services.AddSingleton<Hl7Replay>();
        services.AddSingleton<QuarantineReplay>();
        services.AddMqttServer<DeviceMqtt>();
        services.AddDeviceStreams();
        services.AddSingleton<ContentMemory>();
        services.AddSingleton<FhirIntake>();
        services.AddHl7();
        services.AddSingleton<BedChanges>();
        services.AddSingleton<AdtEffects>();
    }

    private static void AddHistory(IServiceCollection services)
    {
        services.AddSingleton<HistoryMetrics>();
        services.AddSingleton<StripMetrics>();
        services.AddSingleton<StayRecords>();
        services.AddHostedService<HistoryKeeper>();
        services.AddHostedService<TrendKeeper>();
    }

    private static void AddStays(IServiceCollection services)
    {
        services.AddSingleton<SnapshotUpgrade>();
        services.AddSingleton<StayShell>();
        services.AddSingleton<StayNames>();
        services.AddSingleton<EscalationReport>();
        services.AddSingleton(provider => new EscalationPolicies(provider.GetRequiredService<IOptions<EscalationOptions>>().Value));
        services.AddSingleton<InferenceMetrics>();
        services.AddSingleton<BeatModel>();
        services.AddSingleton<BeatClassifier>();
        services.AddHostedService(provider => provider.GetRequiredService<BeatClassifier>());
        services.AddSingleton<SnapshotWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<SnapshotWriter>());
    }

    private static void AddStations(IServiceCollection services)
    {
        services.AddSingleton<StationMetrics>();
        services.AddSingleton<StationHub>();
        services.AddSingleton<StationCommands>();
        services.AddHostedService<StationHeartbeat>();
    }

    private static void AddUplink(IServiceCollection services)
    {
        services.AddSingleton(provider => CloudOutbox.Open(
            new OutboxOptions { Directory = OutboxDirectory(provider.GetRequiredService<IOptions<EdgeOptions>>().Value) },
            provider.GetRequiredService<InputsLog>().WhenDurableAsync,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<JournalMetrics>(),
            provider.GetRequiredService<ILogger<CloudOutbox>>()));
        services.AddSingleton(_ => new Deidentifier(PolicyLoader.LoadObservationV1()));
        services.AddSingleton<UplinkState>();
        services.AddSingleton<ObservationExport>();
        services.AddHostedService<FleetReporter>();
        services.AddHostedService<UplinkService>();
    }

    private static void Listen(KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<EdgeOptions>>().Value;
        var address = IPAddress.Parse(options.Bind);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxSockets;
        kestrel.Listen(address, options.HttpPort);
        kestrel.Listen(address, options.MqttPort, endpoint => endpoint.UseMqtt());
        if (options.MqttTlsPort is { } mqttTls)
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(options.MqttCertificate!, options.MqttCertificatePassword);
            kestrel.Listen(address, mqttTls, endpoint => endpoint.UseHttps(tls =>
            {
                tls.ServerCertificate = certificate;
                tls.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                // Whether a certificate is a device's own is the registry's to say, by its hash; no authority vouches for a monitor.
                tls.AllowAnyClientCertificate();
            }).UseMqtt());
        }

        if (options.GrpcPort is { } grpc)
        {
            kestrel.Listen(address, grpc, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        }

        var hl7 = kestrel.ApplicationServices.GetRequiredService<IOptions<Hl7Options>>().Value;
        if (hl7.Port is { } mllp)
        {
            kestrel.Listen(address, mllp, endpoint => endpoint.UseMllp());
        }

        if (hl7.TlsPort is { } mllpTls)
        {
            kestrel.Listen(address, mllpTls, endpoint => endpoint.UseMllpOverTls());
        }
    }

    private static void Map(WebApplication silo, EdgeOptions options)
    {
        silo.UseExceptionHandler();
        silo.UseWebSockets();
        if (Directory.Exists(options.StationDirectory))
        {
            silo.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(options.StationDirectory)) });
        }

        silo.MapStation();
        silo.MapAdmissions();
        silo.MapDevices();
        silo.MapProfiles();
        silo.MapDeviceSocket();
        silo.MapFhirIntake();
        silo.MapGrpcService<DeviceStreams>();
        silo.MapQuarantine();
        silo.MapAssociations();
        silo.MapAlarmHistory();
        silo.MapAudit();
        silo.MapTrends();
        silo.MapGet("/api/status", (EdgeStatusReader status) => status.ReadAsync());
        silo.MapGet("/healthz", () => "ok");
    }
}
