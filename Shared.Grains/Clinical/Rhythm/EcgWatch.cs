using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Beats;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>
/// The one ECG that is analysed: of the first device that sends one, until it is released, or silent while another sends one.
/// The leads are those of its first packet with ECG; when none of them comes any more at their rate, the analysis begins anew with others.
/// </summary>
internal sealed class EcgWatch
{
    private readonly AlarmBoard _alarms;
    private readonly DeviceWatch _devices;
    private readonly RhythmReporter _reporter;
    private readonly BeatRhythmWatch _beats;
    private readonly VentricularWatch _ventricular;
    private EcgStream? _stream;

    /// <summary>The device whose ECG comes at a rate that cannot be analysed; empty when there is none.</summary>
    private string _refused = "";

    public EcgWatch(AlarmBoard alarms, BeatLedger beats, DeviceWatch devices, Witnesses witnesses, RhythmJudge judge, LimitWatch limits)
    {
        (_alarms, _devices) = (alarms, devices);
        _beats = new BeatRhythmWatch(alarms);
        _reporter = new RhythmReporter(alarms, beats, _beats, judge, limits);
        _ventricular = new VentricularWatch(alarms, witnesses, _reporter, _beats);
    }

    /// <summary>The device's ECG that cannot be analysed: it is gone although the device speaks, or unusable.</summary>
    public bool IsBlind(string device, SiloTime now) =>
        _refused == device
        || (_stream is not null && _stream.Device == device && (_reporter.IsBlind || now - _stream.HeardAt >= ReportInterval.Shortest));

    public void Take(in Turn turn, DevicePacket packet)
    {
        if (!HasEcg(packet) || (_stream is not null && _stream.Device != packet.Device && !_devices.IsSilent(_stream.Device, turn.Now)))
        {
            return;
        }

        // A device may send leads in packets of their own: only leads that stay away are given up for others.
        if (_stream is not null && _stream.Device == packet.Device
            && (_stream.Take(turn, packet, _reporter) || turn.Now - _stream.HeardAt < ReportInterval.Shortest))
        {
            return;
        }

        Stop(turn);
        _stream = EcgStream.Start(packet, turn.Now);
        _refused = _stream is null ? packet.Device : "";
        _stream?.Take(turn, packet, _reporter);
    }

    /// <summary>Looks for rhythms; to be called with each packet after its witnesses have taken it.</summary>
    public void Watch(in Turn turn, DevicePacket packet, bool isAdult, bool isPaced)
    {
        if (_stream?.Device == packet.Device)
        {
            _beats.Take(turn, _stream, isAdult, isPaced);
            _ventricular.Take(turn, packet, isAdult);
        }
    }

    /// <summary>The model's answer; it counts with the next packet.</summary>
    public void Answer(BeatClassified classified)
    {
        if (_stream?.Device == classified.Beat.Device)
        {
            _beats.Answer(classified.Beat, classified.Class);
        }
    }

    /// <summary>To be called with each input: what contradicted an alarm may be gone.</summary>
    public void Reassess(in Turn turn) => _reporter.Reassess(turn, _stream?.Device);

    public void Release(in Turn turn, string device)
    {
        if (_stream?.Device == device)
        {
            Stop(turn);
        }

        _refused = _refused == device ? "" : _refused;
    }

    public void StepBack(SiloTime now)
    {
        _stream?.StepBack(now);
        _beats.StepBack(now);
    }

    public void Write(RecordWriter writer)
    {
        var (present, blind) = (_stream is not null, _reporter.IsBlind);
        writer.Visit(ref present);
        writer.Visit(ref blind);
        writer.String(_refused);
        _stream?.Write(writer);
        writer.VisitMore();
        _beats.Visit(ref writer);
        writer.VisitEnd();
    }

    public void Read(ref RecordReader reader)
    {
        var present = reader.Bool();
        _reporter.IsBlind = reader.Bool();
        _refused = reader.String();
        _stream = present ? EcgStream.Read(ref reader) : null;
        if (reader.VisitMore())
        {
            _beats.Visit(ref reader);
        }

        if (_stream is null)
        {
            _beats.Clear();
        }

        reader.VisitEnd();
    }

    private static bool HasEcg(DevicePacket packet)
    {
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            if (Mdc.IsEcg(packet.Waveforms[i].Code))
            {
                return true;
            }
        }

        return false;
    }

    private void Stop(in Turn turn)
    {
        if (_stream is null)
        {
            return;
        }

        foreach (var kind in RhythmReporter.Kinds)
        {
            _alarms.End(turn, AlarmSource.OfDevice(kind, _stream.Device));
        }

        _beats.Stop(turn, _stream.Device);
        _stream = null;
        _reporter.IsBlind = false;
    }
}
