using System.Buffers;
using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Benchmarks.Edge;

/// <summary>
/// What a stable patient's monitor publishes, one payload after the other: 250 ms of two ECG leads at 500 Hz and a pleth at 125 Hz, in every fourth heart rate,
/// breaths, temperature, SpO2 and pulse.
/// </summary>
internal sealed class MonitorPayloads
{
    public const int PerMinute = 240;
    private const ulong Seed = 1;

    private readonly SyntheticBed _bed = new(Scenario.Stable, Seed);
    private readonly ArrayBufferWriter<byte> _scratch = new(4096);
    private DateTimeOffset _now;
    private long _sequence;

    /// <param name="start">The monitor's clock before its first packet.</param>
    public MonitorPayloads(DateTimeOffset start) => _now = start;

    public byte[][] NextMinute() => [.. Enumerable.Range(0, PerMinute).Select(_ => Next())];

    private byte[] Next()
    {
        _now += IBedSource.Step;
        var measured = _bed.Next();
        var (monitor, oximeter) = (measured[0]!, measured[1]!);
        _scratch.ResetWrittenCount();
        DevicePacketWriter.Write(
            new DevicePacket
            {
                Device = BedPackets.Device,
                Sequence = ++_sequence,
                DeviceTime = new DeviceTime(SiloTime.From(_now).UnixMicroseconds),
                ReceivedAt = SiloTime.From(_now),
                Numerics = [.. monitor.Numerics.Where(n => n.Code is Mdc.HeartRate or Mdc.RespiratoryRate or Mdc.Temperature), .. oximeter.Numerics],
                Waveforms = [.. monitor.Waveforms.Where(wave => wave.Code is Mdc.EcgLeadI or Mdc.EcgLeadII), .. oximeter.Waveforms],
            },
            _scratch);
        return _scratch.WrittenSpan.ToArray();
    }
}
