using OrleansCare.Clinical.Packets;

namespace OrleansCare.Interop.Hl7.Acknowledging;

/// <summary>ERR-3, table 0357.</summary>
public enum FaultCode
{
    SegmentSequence = 100,
    RequiredFieldMissing = 101,
    DataType = 102,
    ValueNotFound = 103,
    TooLong = 104,
    MessageTypeNotTaken = 200,
    EventNotTaken = 201,
    ProcessingIdNotTaken = 202,
    VersionNotTaken = 203,
    UnknownKey = 204,
    DuplicateKey = 205,
    RecordLocked = 206,
    Internal = 207,
}

/// <summary>ERR-4, table 0516; <c>I</c>, <c>W</c>, <c>E</c>, <c>F</c> on the wire.</summary>
public enum FaultSeverity
{
    Information = 'I',
    Warning = 'W',
    Error = 'E',
    Fatal = 'F',
}

/// <summary>One ERR segment: where, what, how bad. It never quotes the message: a value may name a patient.</summary>
/// <param name="Reason">ERR-5, our own code; null when the message asked for nothing wrong.</param>
/// <param name="Text">ERR-8, for a person.</param>
public sealed record Fault(Hl7Location Location, FaultCode Code, FaultSeverity Severity, RejectReason? Reason, string Text);
