using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Interop.Hl7.Alarms;

/// <summary>IHE PCD-04 (ORU^R40): each OBR with its OBX facets is one report of one alarm.</summary>
internal sealed class AlarmReader(MessageContext context)
{
    private readonly ReceiptBuilder _receipt = context.Receipt;
    private readonly List<DeviceAlarmReport> _reports = [];

    public IReadOnlyList<DeviceAlarmReport> Read()
    {
        var containment = new Containment(context.Message);
        AlarmDraft? draft = null;
        foreach (var segment in context.Message)
        {
            if (segment.Is("OBR"u8))
            {
                Finish(draft);
                draft = new AlarmDraft(segment.Index);
                context.Accept(segment, "alarm", 3, 4, 29);
            }
            else if (segment.Is("OBX"u8))
            {
                Take(segment, draft, containment);
            }
        }

        Finish(draft);
        return _reports;
    }

    private void Take(Hl7Segment row, AlarmDraft? draft, Containment containment)
    {
        var place = Place.Parse(row[4].Component(1).Raw);
        if (place.IsContainment && !row[5].HasContent)
        {
            containment.Add(place, row);
            _receipt.Accept(row.Index, 0, "containment");
            return;
        }

        if (draft is null)
        {
            _receipt.Quarantine(row.Index, 0, RejectReason.SegmentOutOfPlace);
            return;
        }

        draft.Rows.Add(row.Index);
        var device = containment.IdentityOf(place, row, context.Message[draft.Reporter]);
        draft.Device = draft.Device is { Equipment.Length: > 0 } known ? known : device;
        var facet = AlarmFacets.Of(row, place);
        if (facet == AlarmFacet.Event || (facet == AlarmFacet.None && draft.EventRow < 0))
        {
            TakeEvent(row, draft);
        }
        else if (facet == AlarmFacet.None)
        {
            _receipt.Ignore(row.Index, 0, IgnoreReason.AttributeNotUsed);
        }
        else if (Take(facet, row, draft))
        {
            _receipt.Accept(row.Index, 0, facet.ToString());
        }
        else
        {
            _receipt.Quarantine(row.Index, 0, RejectReason.AlarmStateUnknown);
        }
    }

    /// <summary>Facet 1: the event is OBX-3, or OBX-5 where OBX-3 says only that it is an alarm. Older senders put priority and type into OBX-8.</summary>
    private void TakeEvent(Hl7Segment row, AlarmDraft draft)
    {
        draft.EventRow = row.Index;
        var code = CodeOf(row[3]);
        var named = CodeOf(row[5]);
        draft.EventCode = code is 0 or MdcEvents.Any && named > 0 && row[5].Component(2).HasContent ? named : code;
        draft.EventText = context.Text(row[5].Component(2).HasContent ? row[5].Component(2) : row[5].Component(1));
        foreach (var flag in row[8].Repetitions)
        {
            var word = context.Text(flag.Component(1));
            draft.FlagType ??= AlarmWords.Type(word);
            if (AlarmWords.TryPriority(word, out var priority))
            {
                draft.FlagPriority = priority;
            }
        }

        _receipt.Accept(row.Index, 0, "event");
        _receipt.Accept(row.Index, 8, "priority and type");
    }

    private bool Take(AlarmFacet facet, Hl7Segment row, AlarmDraft draft)
    {
        var word = context.Text(row[5].Component(1).HasContent ? row[5].Component(1) : row[5].Component(2));
        switch (facet)
        {
            case AlarmFacet.Source:
                TakeSource(row, draft);
                return true;
            case AlarmFacet.Phase:
                return (draft.Phase = AlarmWords.Phase(word)) is not null;
            case AlarmFacet.State:
                return (draft.State = AlarmWords.State(word)) is not null;
            case AlarmFacet.Inactivation:
                return TakeInactivations(row, draft);
            case AlarmFacet.Priority:
                draft.HasPriority = AlarmWords.TryPriority(word, out var priority);
                draft.Priority = priority;
                return draft.HasPriority;
            default:
                return (draft.Type = AlarmWords.Type(word)) is not null;
        }
    }

    private bool TakeInactivations(Hl7Segment row, AlarmDraft draft)
    {
        var known = true;
        foreach (var repetition in row[5].Repetitions)
        {
            var word = context.Text(repetition.Component(1).HasContent ? repetition.Component(1) : repetition.Component(2));
            if (AlarmWords.Inactivation(word) is { } state)
            {
                draft.Inactivations.Add(state);
            }
            else
            {
                known &= word.Length == 0;
            }
        }

        return known;
    }

    private void TakeSource(Hl7Segment row, AlarmDraft draft)
    {
        var profile = context.ProfileOf(draft.Device!);
        var code = CodeReader.Read(row[3], profile);
        draft.SourceCode = code.Term?.CoreCode ?? CodeOf(row[3]);
        if (draft.SourceCode is 68480 or 68164)
        {
            draft.SourceCode = CodeOf(row[5]);
            return;
        }

        if (NumberReader.Read(row[2].Component(1), row[5], profile, out var value, out _, out _) != NumberKind.Number)
        {
            return;
        }

        var limits = LimitRange.Parse(row[7].Raw);
        if (UnitReader.TryRead(row[6], profile, out var unit))
        {
            draft.Unit = unit.Unit;
            draft.Value = unit.Convert(value);
            draft.Limits = new LimitRange(limits.Low is { } low ? unit.Convert(low) : null, limits.High is { } high ? unit.Convert(high) : null);
        }
        else
        {
            // Without a unit that we know the number stands for nothing; the text still says what the device meant.
            draft.Unit = Unit.None;
        }

        _receipt.Accept(row.Index, 7, "limits");
    }

    private void Finish(AlarmDraft? draft)
    {
        if (draft is null)
        {
            return;
        }

        var reporter = context.Message[draft.Reporter];
        var missing = draft.Rows.Count == 0 || draft.EventRow < 0 ? RejectReason.RequiredFieldMissing
            : draft.Phase is null ? RejectReason.AlarmStateUnknown : (RejectReason?)null;
        var id = IdOf(reporter);
        missing ??= id.Length == 0 ? RejectReason.RequiredFieldMissing : null;
        if (missing is { } reason)
        {
            Refuse(draft, reason);
            return;
        }

        if (draft.State is null)
        {
            _receipt.Note(draft.EventRow, 5, Notice.StateFromPhase);
        }

        var device = draft.Device!;
        var profile = context.ProfileOf(device);
        var entry = VendorAlarm.Find(context.Message[draft.EventRow], profile);
        if (entry is null && draft.EventCode is 0 or MdcEvents.Any)
        {
            _receipt.Note(draft.EventRow, 3, Notice.AlarmCodeUnknown);
        }

        var alarm = new DeviceAlarm
        {
            Device = "",
            AlertId = id,
            EventCode = entry?.Event ?? draft.EventCode,
            EventText = draft.EventText,
            SourceCode = draft.SourceCode > 0 ? draft.SourceCode : entry?.Source is { } source ? MdcTerms.Find(source)!.CoreCode : 0,
            Phase = draft.Phase!.Value,
            State = draft.State ?? AlarmWords.StateOf(draft.Phase.Value),
            Inactivations = draft.Inactivations,
            Priority = draft.HasPriority ? draft.Priority : draft.FlagPriority ?? AlarmWords.Priority(entry?.Priority),
            Type = draft.Type ?? draft.FlagType ?? AlarmWords.Type(entry?.Type ?? "") ?? AlarmType.Physiologic,
            Value = draft.Value,
            Unit = draft.Unit,
            LowLimit = draft.Limits.Low,
            HighLimit = draft.Limits.High,
            DeviceTime = TimeOf(draft, reporter, context.ClockOf(profile)),
            ReceivedAt = context.ReceivedAt,
        };
        _reports.Add(new DeviceAlarmReport(device, profile, context.IsObserveOnly(profile), alarm, draft.EventRow));
    }

    private DeviceTime? TimeOf(AlarmDraft draft, Hl7Segment reporter, ClockRules clock)
    {
        var row = context.Message[draft.EventRow];
        var (segment, field) = row[14].HasContent ? (draft.EventRow, 14) : (draft.Reporter, 7);
        var time = clock.Read(field == 14 ? row[14] : reporter[7], segment, field, _receipt, out var isWrong);
        if (isWrong || (time is { } read && !context.IsPlausible(read)))
        {
            _receipt.Quarantine(draft.Reporter, 7, isWrong ? RejectReason.TimeUnreadable : RejectReason.TimeImplausible);
            return null;
        }

        _receipt.Accept(draft.Reporter, 7, "time of the event");
        return time is { } good ? DeviceTime.From(good) : null;
    }

    private void Refuse(AlarmDraft draft, RejectReason reason)
    {
        _receipt.Quarantine(draft.Reporter, 3, reason);
        _receipt.Quarantine(draft.Reporter, 4, reason);
        foreach (var row in draft.Rows)
        {
            _receipt.Quarantine(row, 0, reason);
        }
    }

    /// <summary>OBR-29 names the first report of the alarm (filler, then placer); the first one itself has it in OBR-3.</summary>
    private string IdOf(Hl7Segment reporter)
    {
        foreach (var part in (ReadOnlySpan<int>)[2, 1])
        {
            if (context.Text(reporter[29].Component(part).Subcomponent(1)) is { Length: > 0 } parent)
            {
                return parent;
            }
        }

        return context.Text(reporter[3].Component(1));
    }

    /// <summary>An MDC code; 0: none, or a number of the maker's own.</summary>
    private static int CodeOf(Hl7Value field) =>
        MdcNumber.IsMdc(field.Component(3).Raw) && MdcNumber.TryParse(field.Component(1).Raw, out var code) ? code : 0;

    private sealed class AlarmDraft(int reporter)
    {
        public int Reporter { get; } = reporter;

        public List<int> Rows { get; } = [];

        public DeviceIdentity? Device { get; set; }

        public int EventRow { get; set; } = -1;

        public int EventCode { get; set; }

        public string EventText { get; set; } = "";

        public int SourceCode { get; set; }

        public EventPhase? Phase { get; set; }

        public ConditionState? State { get; set; }

        public List<SignalState> Inactivations { get; } = [];

        public bool HasPriority { get; set; }

        public AlarmPriority? Priority { get; set; }

        public AlarmPriority? FlagPriority { get; set; }

        public AlarmType? Type { get; set; }

        public AlarmType? FlagType { get; set; }

        public double? Value { get; set; }

        public Unit Unit { get; set; }

        public LimitRange Limits { get; set; }
    }
}
