using System.Globalization;
using System.Text;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Devices;

/// <summary>Checks elements one by one, whatever form brought them, and keeps the account of them.</summary>
internal sealed class PacketBuilder(string device, SiloTime receivedAt, DeviceProfile? profile, IReadOnlySet<string>? only)
{
    private readonly List<Numeric> _numerics = [];
    private readonly List<WaveformChunk> _waveforms = [];
    private List<Reject>? _rejects;
    private DeviceTime? _time;
    private int _numericsSeen;
    private int _waveformsSeen;
    private int _ignored;

    public long Sequence { get; set; }

    /// <summary>Null: codes, units and values are taken as docs/device-payloads.md has them.</summary>
    public DeviceProfile? Profile => profile;

    public SiloTime ReceivedAt => receivedAt;

    /// <summary>A member or field that nobody knows.</summary>
    public void Ignore() => _ignored += only is null ? 1 : 0;

    /// <summary>A numeric that means none.</summary>
    public void IgnoreNumeric() => _ignored += IsWanted("numerics", _numericsSeen - 1) ? 1 : 0;

    /// <summary>Null: the device said something that is no time.</summary>
    public void SetTime(long? unixMicroseconds)
    {
        if (unixMicroseconds is not { } time || !ElementRules.IsPlausible(new DeviceTime(time), receivedAt))
        {
            if (only?.Contains("time") ?? true)
            {
                Refuse(RejectReason.TimeImplausible, "time");
            }

            return;
        }

        _time = new DeviceTime(time);
    }

    /// <summary>False: over the limit, already accounted for; the caller need not read it.</summary>
    public bool BeginNumeric()
    {
        _numericsSeen++;
        return _numericsSeen <= PayloadLimits.Numerics;
    }

    public bool BeginWaveform()
    {
        _waveformsSeen++;
        return _waveformsSeen <= PayloadLimits.Waveforms;
    }

    public SentCode Code(int sent) => SentCode.Of(sent, profile);

    public SentCode Code(string sent) => SentCode.Of(sent, profile);

    public void AddNumeric(SentCode code, double value, ReadOnlySpan<byte> unit)
    {
        if (profile?.Quirks.IsNoValue(value) ?? false)
        {
            IgnoreNumeric();
            return;
        }

        var ucum = UnitOf(unit, code.Unit);
        if (ElementRules.CheckNumeric(code.Term, value, ucum, out var numeric) is { } reason)
        {
            RefuseNumeric(reason);
        }
        else if (IsWanted("numerics", _numericsSeen - 1))
        {
            _numerics.Add(numeric);
        }
    }

    /// <param name="sampleCount">Before copying: <paramref name="samples"/> is asked for only when the chunk is good.</param>
    public void AddWaveform<TSamples>(in WaveformFields fields, int sampleCount, TSamples samples)
        where TSamples : ISampleSource, allows ref struct
    {
        var own = fields.Code.Term is { } sent ? profile?.FindWave(sent.Code) : null;
        var ucum = UnitOf(fields.Unit, fields.Code.Unit ?? own?.Unit);
        var (rate, gain, offset) = (fields.SampleRate ?? own?.SampleRate ?? 0, fields.Gain ?? own?.Gain ?? fields.UsualGain, fields.Offset ?? own?.Offset ?? 0);
        if (ElementRules.CheckWaveform(fields.Code.Term, ucum, rate, gain, offset, sampleCount) is { } reason)
        {
            RefuseWaveform(reason);
        }
        else if (fields.FirstSample > long.MaxValue - PayloadLimits.Samples)
        {
            RefuseWaveform(RejectReason.Implausible);
        }
        else if (fields.Status is not (SignalStatus.Ok or SignalStatus.LeadOff or SignalStatus.Artifact))
        {
            RefuseWaveform(RejectReason.UnknownCode, ".status");
        }
        else if (IsWanted("waveforms", _waveformsSeen - 1))
        {
            _waveforms.Add(new WaveformChunk(
                fields.Code.Term!.CoreCode,
                rate,
                (long)fields.FirstSample,
                gain * ucum.Factor,
                ucum.Convert(offset),
                ucum.Unit,
                fields.Status,
                Blank(samples.ToSamples())));
        }
    }

    public void RefuseNumeric(RejectReason reason, string field = "") => Refuse(reason, "numerics", _numericsSeen - 1, field);

    public void RefuseWaveform(RejectReason reason, string field = "") => Refuse(reason, "waveforms", _waveformsSeen - 1, field);

    public DecodeResult Build()
    {
        RefuseBeyond("numerics", _numericsSeen, PayloadLimits.Numerics);
        RefuseBeyond("waveforms", _waveformsSeen, PayloadLimits.Waveforms);
        var packet = new DevicePacket
        {
            Device = device,
            Sequence = Sequence,
            DeviceTime = _time,
            ReceivedAt = receivedAt,
            Numerics = _numerics,
            Waveforms = _waveforms,
        };
        var rejected = 0;
        for (var i = 0; i < (_rejects?.Count ?? 0); i++)
        {
            rejected += _rejects![i].Count;
        }

        var accepted = _numerics.Count + _waveforms.Count + (_time is null || !(only?.Contains("time") ?? true) ? 0 : 1);
        return new DecodeResult(packet, _rejects ?? (IReadOnlyList<Reject>)[], accepted, rejected, _ignored);
    }

    private UcumUnit UnitOf(ReadOnlySpan<byte> sent, string? own)
    {
        UcumUnit unit;
        if (profile is null)
        {
            _ = UcumUnit.TryParse(sent, out unit);
        }
        else if (sent.IsEmpty)
        {
            _ = UcumUnit.TryParse(Encoding.UTF8.GetBytes(own ?? ""), out unit);
        }
        else
        {
            _ = UnitReader.TryRead(sent, profile, out unit);
        }

        return unit;
    }

    private short[] Blank(short[] samples)
    {
        for (var i = 0; profile is { Quirks.NoValue.Count: > 0 } && i < samples.Length; i++)
        {
            samples[i] = profile.Quirks.IsNoValue(samples[i]) ? WaveformChunk.NoValue : samples[i];
        }

        return samples;
    }

    private static string Name(string list, int index, string field) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]{field}");

    private bool IsWanted(string list, int index) => only is null || only.Contains(Name(list, index, ""));

    private void Refuse(RejectReason reason, string list, int index, string field)
    {
        if (IsWanted(list, index))
        {
            Refuse(reason, Name(list, index, field));
        }
    }

    private void Refuse(RejectReason reason, string element) => (_rejects ??= []).Add(new Reject(reason, element));

    private void RefuseBeyond(string list, int seen, int limit)
    {
        if (seen > limit && only is null)
        {
            (_rejects ??= []).Add(new Reject(RejectReason.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{list}[{limit}..]"), seen - limit));
        }
    }
}
