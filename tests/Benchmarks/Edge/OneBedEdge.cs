using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using OrleansCare.BedSimulator.Devices;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Association;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Edge.Hosting;
using OrleansCare.Edge.Patients;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Benchmarks.Edge;

/// <summary>
/// A whole edge silo on the disk, with one patient and one monitor; no station, no cloud, no beat model. Its time moves by the monitor's packets: a minute of
/// them is a minute of the stay, however fast they come. Timers run by the machine's clock, and snapshots are put off.
/// </summary>
internal sealed class OneBedEdge : IAsyncDisposable
{
    private const string Serial = "MON-1";
    private const string Bed = "ICU-1";

    private readonly string _directory = Directory.CreateTempSubdirectory("benchmark-edge-").FullName;
    private readonly WebApplication _silo;
    private readonly DeviceIntake _intake;
    private ConnectedDevice _monitor = null!;

    private OneBedEdge()
    {
        _silo = EdgeHost.Build(
            [
                "--set", "Edge:HttpPort=0",
                "--set", "Edge:MqttPort=0",
                "--set", $"Edge:DataDirectory={_directory}",
                "--set", $"Edge:LogFile={Path.Combine(_directory, "edge.log")}",
                "--set", $"Edge:ModelDirectory={Path.Combine(_directory, "no-model")}",
                "--set", "Edge:SnapshotInterval=00:10:00",
                "--set", "Edge:FleetReportInterval=01:00:00",
                "--set", "Uplink:Address=http://127.0.0.1:1",
                "--set", "Uplink:RetryAfter=01:00:00",
                "--set", "Uplink:RetryAtMost=01:00:00",
            ],
            time: Time);
        _intake = _silo.Services.GetRequiredService<DeviceIntake>();
    }

    public BedTime Time { get; } = new();

    public static async Task<OneBedEdge> StartAsync()
    {
        var edge = new OneBedEdge();
        await edge._silo.StartAsync();
        await edge.AdmitAsync(edge._silo.Services.GetRequiredService<IGrainFactory>());
        return edge;
    }

    /// <summary>The next payload of the monitor, 250 ms after the one before.</summary>
    public ValueTask<IntakeReceipt> TakeAsync(byte[] payload)
    {
        Time.Advance(IBedSource.Step);
        return _intake.TakeAsync(_monitor, PayloadFormat.Protobuf, new ReadOnlySequence<byte>(payload), SiloTime.From(Time.GetUtcNow()));
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.StopAsync();
        await _silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task AdmitAsync(IGrainFactory grains)
    {
        var admission = new Admission(Bed, "Ada Example", "MRN-1", new DateOnly(1960, 5, 1), null, null);
        var admitted = await grains.GetGrain<IWardGrain>("ward").Admit(admission, "Admissions");
        var device = await grains.GetGrain<IDeviceRegistryGrain>("devices").Enrol(Serial, "user", "secret");
        var association = grains.GetGrain<IAssociationGrain>("association");
        await association.Place(device, Bed);
        await association.Occupy(Bed, admitted.Patient!, "admission");
        _monitor = new ConnectedDevice(device, Serial, DeviceSource.Mqtt, grains.GetGrain<IDeviceGrain>(device));
    }

    internal sealed class BedTime : TimeProvider
    {
        private long _ticks = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero).UtcTicks;

        public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

        public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
    }
}
