using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Acknowledging;

namespace OrleansCare.Interop.Hl7.Receipts;

/// <summary>
/// The account of one message. Its elements are counted before anything is understood: each OBX is one (its value with code, unit, place, status, time and
/// device: fields 1-6, 8, 11, 14, 18), each further non-empty field of an OBX is one, each non-empty field of any other segment is one, and so is a broken or
/// empty segment. Every element has exactly one outcome, so that accepted + quarantined + ignored = total.
/// </summary>
public sealed class Receipt
{
    private readonly Hl7Message? _message;
    private int[]? _sequences;

    internal Receipt(Hl7Message? message, IReadOnlyList<ReceiptElement> elements, IReadOnlyList<ReceiptNotice> notices)
    {
        _message = message;
        Elements = elements;
        Notices = notices;
        Accepted = elements.Count(element => element.Outcome == ElementOutcome.Accepted);
        Quarantined = elements.Count(element => element.Outcome == ElementOutcome.Quarantined);
    }

    public IReadOnlyList<ReceiptElement> Elements { get; }

    public IReadOnlyList<ReceiptNotice> Notices { get; }

    public int Accepted { get; }

    public int Quarantined { get; }

    public int Ignored => Total - Accepted - Quarantined;

    public int Total => Elements.Count;

    /// <summary>Bytes that are no message: one element, refused.</summary>
    public static Receipt Refused(RejectReason reason) => new(null, [new ReceiptElement(0, 0, ElementOutcome.Quarantined, (int)reason, "")], []);

    /// <summary>Something around messages, e.g. a batch header: one element, left aside.</summary>
    public static Receipt LeftAside(IgnoreReason reason) => new(null, [new ReceiptElement(0, 0, ElementOutcome.Ignored, (int)reason, "")], []);

    public Hl7Location LocationOf(in ReceiptElement element) => LocationOf(element.Segment, element.Field);

    public Hl7Location LocationOf(in ReceiptNotice notice) => LocationOf(notice.Segment, notice.Field);

    /// <summary>ERR segments for what was refused, in the order of the message.</summary>
    public IReadOnlyList<Fault> Faults(FaultSeverity severity) =>
    [
        .. Elements.Where(element => element.Outcome == ElementOutcome.Quarantined)
            .Select(element => FaultOf(LocationOf(element), (RejectReason)element.Reason, severity)),
    ];

    public static Fault FaultOf(Hl7Location location, RejectReason reason, FaultSeverity severity) => new(location, CodeOf(reason), severity, reason, reason.ToString());

    private static FaultCode CodeOf(RejectReason reason) => reason switch
    {
        RejectReason.NotHl7 or RejectReason.SegmentMalformed or RejectReason.SegmentOutOfPlace => FaultCode.SegmentSequence,
        RejectReason.RequiredFieldMissing or RejectReason.WaveIncomplete or RejectReason.DeviceUnnamed => FaultCode.RequiredFieldMissing,
        RejectReason.MessageTypeNotTaken => FaultCode.MessageTypeNotTaken,
        RejectReason.EventNotTaken => FaultCode.EventNotTaken,
        RejectReason.ProcessingIdNotTaken => FaultCode.ProcessingIdNotTaken,
        RejectReason.VersionNotTaken => FaultCode.VersionNotTaken,
        RejectReason.UnknownDevice or RejectReason.NotAssociated => FaultCode.UnknownKey,
        RejectReason.TooLarge => FaultCode.TooLong,
        RejectReason.UnknownCode or RejectReason.UnknownUnit or RejectReason.CharacterSetNotRead or RejectReason.StatusUnknown or RejectReason.AlarmFacetUnknown
            or RejectReason.AlarmStateUnknown => FaultCode.ValueNotFound,
        _ => FaultCode.DataType,
    };

    /// <param name="segment">From 0.</param>
    /// <param name="field">From 1; 0: the segment, or an OBX as an observation.</param>
    public Hl7Location LocationOf(int segment, int field)
    {
        if (_message is null)
        {
            return Hl7Location.Message;
        }

        var id = _message[segment].Id;
        if (!_message[segment].IsWellFormed)
        {
            return new Hl7Location("line", segment + 1, field);
        }

        return new Hl7Location(System.Text.Encoding.ASCII.GetString(id), (_sequences ??= Sequences(_message))[segment], field);
    }

    private static int[] Sequences(Hl7Message message)
    {
        var counts = new Dictionary<int, int>();
        var sequences = new int[message.SegmentCount];
        foreach (var segment in message)
        {
            var id = segment.Id;
            var key = id.IsEmpty ? 0 : (id[0] << 16) | (id[1] << 8) | id[2];
            sequences[segment.Index] = counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return sequences;
    }
}
