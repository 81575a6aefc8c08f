using OrleansCare.Clinical.Packets;

namespace OrleansCare.Interop.Hl7.Receipts;

/// <summary>Counts a message's elements, then takes down what became of each; what nobody claims was not used.</summary>
internal sealed class ReceiptBuilder
{
    private readonly Hl7Message _message;
    private readonly List<ReceiptElement> _elements;
    private readonly int[] _first;
    private readonly List<ReceiptNotice> _notices = [];

    public ReceiptBuilder(Hl7Message message)
    {
        _message = message;
        _first = new int[message.SegmentCount + 1];
        _elements = new List<ReceiptElement>(message.SegmentCount * 4);
        foreach (var segment in message)
        {
            _first[segment.Index] = _elements.Count;
            Count(segment);
        }

        _first[message.SegmentCount] = _elements.Count;
    }

    public int QuarantinedCount { get; private set; }

    public int AcceptedCount { get; private set; }

    public static bool IsPartOfObservation(int field) => field is (>= 1 and <= 6) or 8 or 11 or 14 or 18;

    /// <param name="field">0: an OBX as an observation.</param>
    public void Accept(int segment, int field, string meaning) => Set(segment, field, ElementOutcome.Accepted, 0, meaning);

    public void Quarantine(int segment, int field, RejectReason reason) => Set(segment, field, ElementOutcome.Quarantined, (int)reason, "");

    public void Ignore(int segment, int field, IgnoreReason reason) => Set(segment, field, ElementOutcome.Ignored, (int)reason, "");

    public void Note(int segment, int field, Notice notice) => _notices.Add(new ReceiptNotice(segment, field, notice));

    /// <summary>All elements that are not broken lines.</summary>
    public void QuarantineAll(RejectReason reason)
    {
        for (var i = 0; i < _elements.Count; i++)
        {
            if (_elements[i].Outcome != ElementOutcome.Quarantined)
            {
                _elements[i] = _elements[i] with { Outcome = ElementOutcome.Quarantined, Reason = (int)reason, Meaning = "" };
            }
        }
    }

    /// <summary>What has not been accepted or refused.</summary>
    public void IgnoreRest(IgnoreReason reason)
    {
        for (var i = 0; i < _elements.Count; i++)
        {
            if (_elements[i] is { Outcome: ElementOutcome.Ignored, Reason: (int)IgnoreReason.NotUsed })
            {
                _elements[i] = _elements[i] with { Reason = (int)reason };
            }
        }
    }

    public Receipt Build() => new(_message, _elements, _notices);

    private void Count(Hl7Segment segment)
    {
        if (!segment.IsWellFormed)
        {
            Add(segment.Index, 0, ElementOutcome.Quarantined, (int)RejectReason.SegmentMalformed);
            QuarantinedCount++;
            return;
        }

        var before = _elements.Count;
        var isObservation = segment.Is("OBX"u8);
        var reason = segment.Id[0] == (byte)'Z' ? IgnoreReason.LocalSegment : IgnoreReason.NotUsed;
        if (isObservation)
        {
            Add(segment.Index, 0, ElementOutcome.Ignored, (int)reason);
        }

        var fields = segment.Fields;
        while (fields.MoveNext())
        {
            if (!fields.Current.IsEmpty && !(isObservation && IsPartOfObservation(fields.Number)))
            {
                Add(segment.Index, fields.Number, ElementOutcome.Ignored, (int)reason);
            }
        }

        if (_elements.Count == before)
        {
            Add(segment.Index, 0, ElementOutcome.Ignored, (int)IgnoreReason.EmptySegment);
        }
    }

    private void Add(int segment, int field, ElementOutcome outcome, int reason) => _elements.Add(new ReceiptElement(segment, field, outcome, reason, ""));

    /// <summary>A field that is empty is no element, and an outcome for it changes nothing. A refusal stays.</summary>
    private void Set(int segment, int field, ElementOutcome outcome, int reason, string meaning)
    {
        for (var i = _first[segment]; i < _first[segment + 1]; i++)
        {
            var element = _elements[i];
            if (element.Field == field && element.Outcome != ElementOutcome.Quarantined)
            {
                QuarantinedCount += outcome == ElementOutcome.Quarantined ? 1 : 0;
                AcceptedCount += outcome == ElementOutcome.Accepted ? 1 : 0;
                _elements[i] = element with { Outcome = outcome, Reason = reason, Meaning = meaning };
                return;
            }
        }
    }
}
