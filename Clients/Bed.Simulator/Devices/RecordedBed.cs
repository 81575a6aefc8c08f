using OrleansCare.BedSimulator.Identity;
using OrleansCare.BedSimulator.Recordings;
using OrleansCare.BedSimulator.Waves;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Devices;

/// <summary>Replays a recording, again from its start when it is over. The heart rate shown is that of the marked beats, where beats are marked.</summary>
public sealed class RecordedBed : IBedSource
{
    private const int StepsPerSecond = 4;

    private readonly Recording _recording;
    private readonly RateMeter _heartRate = new();
    private readonly Measurement?[] _measured;
    private int _beat;
    private int _numeric;
    private long _round;
    private long _step;

    public RecordedBed(Recording recording)
    {
        _recording = recording;
        Devices = [.. recording.Signals.Select(s => s.Meaning.Device).Concat(recording.Numerics.Select(n => n.Device)).Distinct().Order()];
        _measured = new Measurement?[Devices.Count];
    }

    public IReadOnlyList<DeviceKind> Devices { get; }

    public IReadOnlyList<Measurement?> Next()
    {
        var to = (double)++_step / StepsPerSecond;
        var numerics = TakeNumerics(to);
        for (var i = 0; i < Devices.Count; i++)
        {
            var device = Devices[i];
            _measured[i] = new Measurement(
                [.. numerics.Where(n => n.Device == device).Select(n => new Numeric(n.Code, n.Value, n.Unit))],
                [.. _recording.Signals.Where(s => s.Meaning.Device == device).Select(Cut)]);
        }

        return _measured;
    }

    private WaveformChunk Cut(RecordedSignal signal)
    {
        var first = (long)((_step - 1) * signal.Rate / StepsPerSecond);
        var samples = new short[(long)(_step * signal.Rate / StepsPerSecond) - first];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = signal.Samples[(first + i) % signal.Samples.Length];
        }

        return new WaveformChunk(signal.Meaning.Code, signal.Rate, first, signal.Gain, signal.Offset, signal.Meaning.Unit, SignalStatus.Ok, samples);
    }

    private List<RecordedNumeric> TakeNumerics(double to)
    {
        var numerics = new List<RecordedNumeric>();
        var position = to - (_round * _recording.Seconds);
        for (; _numeric < _recording.Numerics.Count && _recording.Numerics[_numeric].At < position; _numeric++)
        {
            numerics.Add(_recording.Numerics[_numeric]);
        }

        for (; _beat < _recording.Beats.Count && _recording.Beats[_beat] < position; _beat++)
        {
            _heartRate.Add((_round * _recording.Seconds) + _recording.Beats[_beat]);
        }

        if (_recording.Beats.Count > 0 && _step % StepsPerSecond == 0 && _heartRate.At(to) is { } rate)
        {
            numerics.Add(new RecordedNumeric(to, Mdc.HeartRate, Math.Round(rate), Unit.PerMinute, DeviceKind.Monitor));
        }

        if (position >= _recording.Seconds)
        {
            (_beat, _numeric) = (0, 0);
            _round++;
        }

        return numerics;
    }
}
