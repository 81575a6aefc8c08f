using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.History;
using OrleansCare.Edge.Alarms.History;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Patients;
using OrleansCare.Edge.Station;
using OrleansCare.Edge.Strips;
using OrleansCare.Edge.Tests.Journal;
using OrleansCare.Edge.Trends;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Strips;

/// <summary>One stay's records on a simulated disk, and a monitor at its bed that counts its ECG samples: the value of sample n is n modulo 1000.</summary>
internal sealed class LookbackFixture : IAsyncDisposable
{
    public const string Episode = "00112233445566778899aabbccddeeff";
    public const string Device = "ffeeddccbbaa99887766554433221100";
    public const int Rate = 500;

    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static IReadOnlyList<LimitSetting> Limits { get; } = DefaultLimits.For(Vital.HeartRate) is { } row ? [new(Vital.HeartRate, row.Limits, row, null)] : [];

    private readonly List<Effect> _effects = [];
    private readonly int _mostAlarms;
    private readonly long _stripBytes;
    private SegmentLog _strips = null!;
    private long _sequence;
    private long _sample;

    public LookbackFixture(int mostAlarms = 1000, long stripBytes = 64 << 20)
    {
        (_mostAlarms, _stripBytes) = (mostAlarms, stripBytes);
        Start();
    }

    public SimulatedDisk Disk { get; private set; } = new();

    public AlarmHistory History { get; private set; } = null!;

    public TrendStore Trends { get; private set; } = null!;

    public StayRecorder Recorder { get; private set; } = null!;

    public SiloTime Now { get; private set; } = SiloTime.From(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));

    /// <summary>Ends as a killed process does and starts anew; what the disk has is kept.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        Start();
    }

    /// <summary>The power fails: what no sync has reached is gone but for its first bytes.</summary>
    /// <param name="keptBytes">Unsynced bytes that the disk has nevertheless.</param>
    public async Task LosePowerAsync(int keptBytes)
    {
        var afterwards = Disk.AfterPowerLoss(keptBytes);
        await StopAsync();
        Disk = afterwards;
        Start();
    }

    /// <summary>Packets of 250 ms for so many seconds.</summary>
    public void Run(double seconds, double heartRate = 70, SignalStatus status = SignalStatus.Ok)
    {
        for (var packet = 0; packet < seconds * 4; packet++)
        {
            Now += TimeSpan.FromMilliseconds(250);
            var samples = Enumerable.Range(0, Rate / 4).Select(i => (short)((_sample + i) % 1000)).ToArray();
            var chunk = new WaveformChunk(Mdc.EcgLeadII, Rate, _sample, 0.001, 0, Unit.Millivolt, status, samples);
            _sample += samples.Length;
            Numeric[] numerics = packet % 4 == 0 ? [new Numeric(Mdc.HeartRate, heartRate, Unit.PerMinute)] : [];
            Take(new PacketReceived(new DevicePacket { Device = Device, Sequence = _sequence + 1, ReceivedAt = Now, Numerics = numerics, Waveforms = [chunk] }));
        }
    }

    public void Pass(TimeSpan time)
    {
        Now += time;
        Take(ClockTicked.Instance);
    }

    public Alarm Alarm(AlarmKind kind = AlarmKind.HeartRateHigh, double secondsAgo = 0, AlarmPriority priority = AlarmPriority.Medium) => new(
        new EffectId(Episode, Rule.AlarmBase + (int)kind, Device, _sequence, _sample), 1, kind, priority, AlarmRules.TypeOf(kind), ConditionState.Active,
        SignalState.Enabled, EventPhase.Start, Vital.HeartRate, 140, 130, Now + TimeSpan.FromSeconds(-secondsAgo), Now, Now);

    public Alarm Raise(AlarmKind kind = AlarmKind.HeartRateHigh, double secondsAgo = 0, AlarmPriority priority = AlarmPriority.Medium)
    {
        var alarm = Alarm(kind, secondsAgo, priority);
        Change(alarm);
        return alarm;
    }

    public void Change(Alarm alarm) => Take(ClockTicked.Instance, new AlarmChanged(alarm));

    public void Take(InputPayload payload, params IEnumerable<Effect> effects)
    {
        _effects.AddRange(effects);
        Recorder.Take(new Input(new Stamp(Episode, 1, ++_sequence, Now), payload), _effects, "ICU-1", again: false);
        _effects.Clear();
    }

    private static readonly StayName Ada = new("Ada", HasEnded: false);

    public async Task<AlarmStrip?> StripAsync(Alarm alarm) =>
        await History.ReadStripAsync(alarm.Id.ToString(), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)) is { } strip ? StripView.Of(strip, Ada) : null;

    public AlarmSummary? Summary(Alarm alarm) => History.Find(alarm.Id.ToString(), entry => entry.Summary(Ada));

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StopAsync()
    {
        await History.DisposeAsync();
        await Trends.DisposeAsync();
    }

    private void Start()
    {
        _strips = Open("strips", _stripBytes);
        History = new AlarmHistory(Open("alarms", 64 << 20), _strips, _mostAlarms, new HistoryMetrics(Meters));
        History.Recover();
        Trends = new TrendStore(Open("trends", 64 << 20));
        Recorder = new StayRecords(History, Trends, new StripMetrics(Meters)).Open(Episode, () => Limits);
        History.EndRecovery();
        Trends.Recover(Now.UnixMicroseconds / 60_000_000);
    }

    private SegmentLog Open(string name, long bytes) => SegmentLog.Open(
        new SegmentLogOptions { Name = name, Directory = "/" + name, NodeKey = Key, SegmentBytes = 256 << 10, MaxBytes = bytes, WhenFull = WhenLogFull.DropOldest },
        Disk,
        new ManualTime(),
        LogFixture.Metrics,
        NullLogger.Instance);
}
