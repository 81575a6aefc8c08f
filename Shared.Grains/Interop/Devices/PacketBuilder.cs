using System.Globalization;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Devices;

/// <summary>Checks elements one by one, whatever form brought them, and keeps the account of them.</summary>
internal sealed class PacketBuilder(string device, SiloTime receivedAt)
{
    private static readonly DeviceTime Earliest = DeviceTime.From(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(24);

    private readonly List<Numeric> _numerics = [];
    private readonly List<WaveformChunk> _waveforms = [];
    private List<Reject>? _rejects;
    private DeviceTime? _time;
    private int _numericsSeen;
    private int _waveformsSeen;
    private int _ignored;

    public long Sequence { get; set; }

    public void Ignore() => _ignored++;

    /// <summary>Null: the device said something that is no time.</summary>
    public void SetTime(long? unixMicroseconds)
    {
        if (unixMicroseconds is not { } time || time < Earliest.UnixMicroseconds || time > (receivedAt + FurthestAhead).UnixMicroseconds)
        {
            Refuse(RejectReason.TimeImplausible, "time");
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

    public void AddNumeric(MdcTerm? term, double value, ReadOnlySpan<byte> unit)
    {
        if (term is not { Kind: TermKind.Numeric })
        {
            RefuseNumeric(RejectReason.UnknownCode);
        }
        else if (!UcumUnit.TryParse(unit, out var ucum) || !IsMeant(term, ucum.Unit))
        {
            RefuseNumeric(RejectReason.UnknownUnit);
        }
        else if (!double.IsFinite(value))
        {
            RefuseNumeric(RejectReason.NotFinite);
        }
        else if (ucum.Convert(value) is var converted && !PlausibleRange.Contains(term.CoreCode, converted))
        {
            RefuseNumeric(RejectReason.Implausible);
        }
        else
        {
            _numerics.Add(new Numeric(term.CoreCode, converted, ucum.Unit));
        }
    }

    /// <param name="sampleCount">Before copying: <paramref name="samples"/> is asked for only when the chunk is good.</param>
    public void AddWaveform<TSamples>(in WaveformFields fields, int sampleCount, TSamples samples)
        where TSamples : ISampleSource, allows ref struct
    {
        if (fields.Term is not { Kind: TermKind.Wave } term)
        {
            RefuseWaveform(RejectReason.UnknownCode);
        }
        else if (!UcumUnit.TryParse(fields.Unit, out var ucum) || !IsMeant(term, ucum.Unit))
        {
            RefuseWaveform(RejectReason.UnknownUnit);
        }
        else if (!double.IsFinite(fields.Gain) || !double.IsFinite(fields.Offset))
        {
            RefuseWaveform(RejectReason.NotFinite);
        }
        else if (!(fields.SampleRate is >= PayloadLimits.LowestSampleRate and <= PayloadLimits.HighestSampleRate))
        {
            RefuseWaveform(RejectReason.SampleRateOutOfRange);
        }
        else if (sampleCount > PayloadLimits.Samples)
        {
            RefuseWaveform(RejectReason.TooLarge);
        }
        else if (fields.Gain == 0 || fields.FirstSample > long.MaxValue - PayloadLimits.Samples)
        {
            // A gain of zero would draw a flat line, which reads as asystole.
            RefuseWaveform(RejectReason.Implausible);
        }
        else if (fields.Status is not (SignalStatus.Ok or SignalStatus.LeadOff or SignalStatus.Artifact))
        {
            RefuseWaveform(RejectReason.UnknownCode, ".status");
        }
        else
        {
            _waveforms.Add(new WaveformChunk(
                term.CoreCode,
                fields.SampleRate,
                (long)fields.FirstSample,
                fields.Gain * ucum.Factor,
                ucum.Convert(fields.Offset),
                ucum.Unit,
                fields.Status,
                samples.ToSamples()));
        }
    }

    public void RefuseNumeric(RejectReason reason, string field = "") => Refuse(reason, Name("numerics", _numericsSeen - 1, field));

    public void RefuseWaveform(RejectReason reason, string field = "") => Refuse(reason, Name("waveforms", _waveformsSeen - 1, field));

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

        var accepted = _numerics.Count + _waveforms.Count + (_time is null ? 0 : 1);
        return new DecodeResult(packet, _rejects ?? (IReadOnlyList<Reject>)[], accepted, rejected, _ignored);
    }

    private static bool IsMeant(MdcTerm term, Unit unit) => unit == term.Unit || unit == term.OtherUnit;

    private static string Name(string list, int index, string field) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]{field}");

    private void Refuse(RejectReason reason, string element) => (_rejects ??= []).Add(new Reject(reason, element));

    private void RefuseBeyond(string list, int seen, int limit)
    {
        if (seen > limit)
        {
            (_rejects ??= []).Add(new Reject(RejectReason.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{list}[{limit}..]"), seen - limit));
        }
    }
}
