namespace OrleansCare.Clinical.Packets;

/// <summary>Why an element of an input was put in quarantine instead of entering the core. Numbers and names are frozen: they stand in receipts and metrics.</summary>
public enum RejectReason
{
    UndecodablePayload = 1,
    UnknownDevice = 2,
    NotAssociated = 3,
    UnknownTopic = 4,
    UnknownCode = 5,
    UnknownUnit = 6,
    NotFinite = 7,
    Implausible = 8,
    TimeImplausible = 9,
    TooLarge = 10,
    SampleRateOutOfRange = 11,
}
