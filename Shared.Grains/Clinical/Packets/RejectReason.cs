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

    /// <summary>No MSH, or none of the message's kind.</summary>
    NotHl7 = 12,
    DelimitersUnusable = 13,
    CharacterSetNotRead = 14,
    MessageTypeNotTaken = 15,
    EventNotTaken = 16,
    VersionNotTaken = 17,
    ProcessingIdNotTaken = 18,
    RequiredFieldMissing = 19,
    SegmentMalformed = 20,
    SegmentOutOfPlace = 21,
    ValueTypeMismatch = 22,
    NumberUnreadable = 23,

    /// <summary>"Below 5" is no value to calculate with.</summary>
    ValueInexact = 24,
    TimeUnreadable = 25,
    PlaceUnreadable = 26,
    StatusUnknown = 27,

    /// <summary>A wave without a rate, a scale or samples.</summary>
    WaveIncomplete = 28,
    AlarmFacetUnknown = 29,
    AlarmStateUnknown = 30,
    TextUndecodable = 31,

    /// <summary>The frame began and did not end.</summary>
    FrameIncomplete = 32,
    FileUnreadable = 33,
    NoMessage = 34,
    DeviceUnnamed = 35,

    /// <summary>The device names another patient than the one in its bed.</summary>
    WrongPatient = 61,

    /// <summary>Another device of its kind stands at that bed and speaks.</summary>
    BedClaimed = 62,

    /// <summary>A control id that came before with other content.</summary>
    MessageIdReused = 63,

    /// <summary>Its profile is assumed and no engineer has confirmed it.</summary>
    ProfileUnconfirmed = 64,
    UnknownSender = 65,

    /// <summary>Another patient is in the bed.</summary>
    BedOccupied = 66,
    UnknownPatient = 67,
    PatientInTwoBeds = 68,

    /// <summary>Applied, and the node could not record it.</summary>
    NotRecorded = 69,

    /// <summary>Not given any more: a device's own alarms are taken.</summary>
    DeviceAlarmNotTaken = 70,
}
