using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Hl7.Alarms;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Receipts;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>ORU^R01, IHE PCD-01 or looser -> readings. First the rows' places and attributes, then the measurements, because attributes may stand behind.</summary>
internal sealed class ObservationReader(MessageContext context)
{
    /// <summary>Hz. A rate worked out of an interval jitters with the sender's times, and another rate is another wave: from here on it is taken as whole.</summary>
    private const double LowestWholeRate = 10;

    private readonly Hl7Message _message = context.Message;
    private readonly ReceiptBuilder _receipt = context.Receipt;
    private readonly List<Measurement> _measurements = [];
    private readonly WaveFacets _facets = new(context.Receipt);
    private readonly ReadingGroups _groups = new();
    private readonly AlarmRows _alarms = new(context);
    private readonly Dictionary<int, (DateTimeOffset? Start, DateTimeOffset? End)> _intervals = [];

    public IReadOnlyList<DeviceAlarmReport> Alarms => _alarms.Reports;

    public IReadOnlyList<DeviceReading> Read()
    {
        PlaceRows();
        foreach (var measurement in _measurements)
        {
            Measure(measurement, _message[measurement.Segment]);
        }

        return _groups.Build(context.IsObserveOnly);
    }

    private void PlaceRows()
    {
        var containment = new Containment(_message);
        var reporter = -1;
        foreach (var segment in _message)
        {
            if (segment.Is("OBR"u8))
            {
                reporter = segment.Index;
                context.Accept(segment, "order", 3, 4);
            }
            else if (segment.Is("OBX"u8))
            {
                PlaceRow(segment, reporter, containment);
            }
        }
    }

    private void PlaceRow(Hl7Segment row, int reporter, Containment containment)
    {
        var place = Place.Parse(row[4].Component(1).Raw);
        if (place.IsContainment && !row[5].HasContent)
        {
            containment.Add(place, row);
            _receipt.Accept(row.Index, 0, "containment");
            return;
        }

        if (place.IsFacet)
        {
            _facets.Add(reporter, place, row);
            return;
        }

        var device = containment.IdentityOf(place, row, reporter < 0 ? default : _message[reporter]);
        _measurements.Add(new Measurement(row.Index, reporter, place, device, context.ProfileOf(device)));
    }

    private void Measure(Measurement measurement, Hl7Segment row)
    {
        var (ignored, refused) = ResultStatus.Of(row);
        if (ignored is null && refused is null && measurement.Profile.Alarms.Count > 0
            && _alarms.TryTake(row, measurement.Device, measurement.Profile, IntervalOf(measurement).Start))
        {
            return;
        }

        var code = CodeReader.Read(row[3], measurement.Profile);
        var (value, unit) = (default(double), default(UcumUnit));
        var isText = IsText(row[2]);
        if (refused is null && ignored is null)
        {
            ignored = code.IsSetting ? IgnoreReason.Setting
                : code.Term is null && isText ? IgnoreReason.TextNotUsed
                : !row[5].HasContent ? IgnoreReason.NoValue : null;
        }

        if (ignored is { } reason)
        {
            _receipt.Ignore(row.Index, 0, reason);
            return;
        }

        refused ??= code.Term is null ? RejectReason.UnknownCode : null;
        if (refused is null && code.Term is { Kind: TermKind.Wave } wave)
        {
            refused = TakeWave(measurement, row, wave);
        }
        else if (refused is null)
        {
            switch (ReadNumeric(measurement, row, code, out value, out unit, out var why))
            {
                case NumberKind.NoValue:
                    _receipt.Ignore(row.Index, 0, IgnoreReason.NoValue);
                    return;
                case NumberKind.Refused:
                    refused = why;
                    break;
                default:
                    refused = TakeNumeric(measurement, row, code.Term!, value, unit);
                    break;
            }
        }

        Account(row.Index, code, refused);
    }

    private void Account(int row, CodeReading code, RejectReason? refused)
    {
        if (refused is { } reason)
        {
            _receipt.Quarantine(row, 0, reason);
            return;
        }

        _receipt.Accept(row, 0, code.Term!.Name);
        if (code.NameDiffers)
        {
            _receipt.Note(row, 3, Notice.CodeNameMismatch);
        }
    }

    private static NumberKind ReadNumeric(Measurement measurement, Hl7Segment row, CodeReading code, out double value, out UcumUnit unit, out RejectReason why)
    {
        var profile = measurement.Profile;
        unit = default;
        if (row[5].Repetition(2).HasContent)
        {
            (value, why) = (0, RejectReason.ValueTypeMismatch);
            return NumberKind.Refused;
        }

        var kind = NumberReader.Read(row[2].Component(1), row[5], profile, out value, out var textUnit, out why);
        if (kind != NumberKind.Number)
        {
            return kind;
        }

        var known = row[6].HasContent ? UnitReader.TryRead(row[6], profile, out unit)
            : !textUnit.IsEmpty ? UnitReader.TryRead(textUnit, profile, out unit)
            : UcumUnit.TryParse(System.Text.Encoding.UTF8.GetBytes(code.Unit ?? ""), out unit);
        why = RejectReason.UnknownUnit;
        return known ? NumberKind.Number : NumberKind.Refused;
    }

    private RejectReason? TakeNumeric(Measurement measurement, Hl7Segment row, MdcTerm term, double value, in UcumUnit unit)
    {
        if (ElementRules.CheckNumeric(term, value, unit, out var numeric) is { } bad)
        {
            return bad;
        }

        if (TimeOf(measurement, row, out var time) is { } wrong)
        {
            return wrong;
        }

        return _groups.TryAdd(measurement.Device, measurement.Profile, time, numeric, row.Index) ? null : RejectReason.TooLarge;
    }

    private RejectReason? TakeWave(Measurement measurement, Hl7Segment row, MdcTerm term)
    {
        if (!row[2].Is("NA"u8) && !row[2].Is("MA"u8))
        {
            return RejectReason.ValueTypeMismatch;
        }

        if (WaveSamples.Read(row[5], measurement.Profile.Quirks, _facets.NoValueOf(measurement.Reporter, measurement.Place), out var samples) is { } unreadable)
        {
            return unreadable;
        }

        if (TimeOf(measurement, row, out var start) is { } wrong)
        {
            return wrong;
        }

        var own = measurement.Profile.FindWave(term.Code);
        var sent = _facets.Of(measurement.Reporter, measurement.Place);
        var rate = sent?.SampleRate ?? own?.SampleRate ?? RateOfInterval(measurement, row.Index, samples.Samples.Length);
        var known = row[6].HasContent ? UnitReader.TryRead(row[6], measurement.Profile, out var unit)
            : UcumUnit.TryParse(System.Text.Encoding.UTF8.GetBytes(own?.Unit ?? ""), out unit);
        if (rate is not { } perSecond || samples.Samples.Length == 0)
        {
            return RejectReason.WaveIncomplete;
        }

        var gain = samples.Gain * (sent?.Gain ?? own?.Gain ?? 1);
        var bad = known ? ElementRules.CheckWaveform(term, unit, perSecond, gain, own?.Offset ?? 0, samples.Samples.Length) : RejectReason.UnknownUnit;
        if (bad is not null)
        {
            return bad;
        }

        var end = start?.AddSeconds(samples.Samples.Length / perSecond);

        // HL7 has no sample counter: the receiver gives the index, as it does with the packet's number.
        var chunk = new WaveformChunk(
            term.CoreCode, perSecond, 0, gain * unit.Factor, unit.Convert(own?.Offset ?? 0), unit.Unit, SignalStatus.Ok, samples.Samples);
        return _groups.TryAdd(measurement.Device, measurement.Profile, end, chunk, row.Index) ? null : RejectReason.TooLarge;
    }

    private double? RateOfInterval(Measurement measurement, int row, int samples)
    {
        var (start, end) = IntervalOf(measurement);
        if (start is null || end is null || end <= start)
        {
            return null;
        }

        _receipt.Note(row, 5, Notice.RateFromInterval);
        var rate = samples / (end.Value - start.Value).TotalSeconds;
        return rate < LowestWholeRate ? rate : Math.Round(rate);
    }

    /// <summary>OBX-14 where it stands (an episodic value), else OBR-7 (a periodic one).</summary>
    private RejectReason? TimeOf(Measurement measurement, Hl7Segment row, out DateTimeOffset? time)
    {
        var episodic = row[14];
        time = null;
        if (!episodic.HasContent)
        {
            time = IntervalOf(measurement).Start;
            return null;
        }

        // Content that does not stand in the first component is no time either.
        time = context.ClockOf(measurement.Profile).Read(episodic, row.Index, 14, _receipt, out _);
        return time is not { } read ? RejectReason.TimeUnreadable : context.IsPlausible(read) ? null : RejectReason.TimeImplausible;
    }

    private (DateTimeOffset? Start, DateTimeOffset? End) IntervalOf(Measurement measurement)
    {
        if (measurement.Reporter < 0)
        {
            return default;
        }

        if (!_intervals.TryGetValue(measurement.Reporter, out var interval))
        {
            interval = (Time(measurement, 7), Time(measurement, 8));
            _intervals.Add(measurement.Reporter, interval);
        }

        return interval;
    }

    /// <summary>A time of the report that is none is refused by itself; its values stay, without a time.</summary>
    private DateTimeOffset? Time(Measurement measurement, int field)
    {
        var time = context.ClockOf(measurement.Profile).Read(_message[measurement.Reporter][field], measurement.Reporter, field, _receipt, out var isWrong);
        if (isWrong || (time is { } read && !context.IsPlausible(read)))
        {
            _receipt.Quarantine(measurement.Reporter, field, isWrong ? RejectReason.TimeUnreadable : RejectReason.TimeImplausible);
            return null;
        }

        _receipt.Accept(measurement.Reporter, field, field == 7 ? "time of periodic values" : "end of the interval");
        return time;
    }

    private static bool IsText(Hl7Value type) => !type.IsEmpty && !type.Is("NM"u8) && !type.Is("SN"u8) && !type.Is("NA"u8) && !type.Is("MA"u8);

    private readonly record struct Measurement(int Segment, int Reporter, Place Place, DeviceIdentity Device, DeviceProfile Profile);
}
