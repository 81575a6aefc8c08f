using System.Buffers;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Tests.Monitoring;

/// <summary>A patient with one monitor, fed by hand: stamps inputs, keeps all effects.</summary>
internal sealed class TestPatient
{
    public const string Episode = "e1";
    public const string Device = "d1";

    /// <summary>A full minute, so that minutes in tests begin at 0 s.</summary>
    public static readonly SiloTime Start = new(1_800_000_000L * 1_000_000);

    private long _sequence;
    private long _packet;

    public PatientMonitor Monitor { get; private set; } = new(Episode);

    public List<Effect> Effects { get; } = [];

    public List<Input> Inputs { get; } = [];

    public SiloTime Now { get; private set; } = Start;

    /// <summary>How long before it comes the next packet was measured; null: it has no time.</summary>
    public TimeSpan? Delay { get; set; }

    /// <summary>But the alarm that others were not received: no station confirms anything here by itself.</summary>
    public IEnumerable<Alarm> AlarmChanges => Effects.OfType<AlarmChanged>().Select(e => e.Alarm).Where(a => a.Kind != AlarmKind.AlarmNotReceived);

    public IReadOnlyList<Alarm> Open => [.. Monitor.Picture(Now).Alarms.Where(a => a.Kind != AlarmKind.AlarmNotReceived)];

    public static TestPatient Admitted(int? age = 60, bool? pregnant = null)
    {
        var patient = new TestPatient();
        patient.Apply(new PatientAdmitted(new PatientProfile(age, pregnant)));
        patient.Apply(new DeviceAssociated(Device));
        return patient;
    }

    public void Apply(InputPayload payload)
    {
        var input = new Input(new Stamp(Episode, 1, ++_sequence, Now), payload);
        Inputs.Add(input);
        Monitor.Apply(input, Effects);
    }

    public void Wait(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    /// <summary>Lets time pass in ticks of a second.</summary>
    public void Tick(int seconds = 1)
    {
        for (var i = 0; i < seconds; i++)
        {
            Wait(1);
            Apply(ClockTicked.Instance);
        }
    }

    public long Send(params (int Code, double Value)[] numerics) => Send(Device, [], numerics);

    public long Send(string device, IReadOnlyList<WaveformChunk> waves, params (int Code, double Value)[] numerics)
    {
        Apply(new PacketReceived(new DevicePacket
        {
            Device = device,
            Sequence = ++_packet,
            DeviceTime = Delay is { } delay ? new DeviceTime((Now + -delay).UnixMicroseconds) : null,
            ReceivedAt = Now,
            Numerics = [.. numerics.Select(n => new Numeric(n.Code, n.Value, Unit.None))],
            Waveforms = waves,
        }));
        return _packet;
    }

    /// <summary>One packet a second with the same numerics.</summary>
    public void SendFor(int seconds, params (int Code, double Value)[] numerics)
    {
        for (var i = 0; i < seconds; i++)
        {
            Wait(1);
            Send(numerics);
        }
    }

    public void Restart()
    {
        var snapshot = new ArrayBufferWriter<byte>();
        Monitor.WriteSnapshot(snapshot);
        Monitor = PatientMonitor.ReadSnapshot(snapshot.WrittenSpan);
    }
}
