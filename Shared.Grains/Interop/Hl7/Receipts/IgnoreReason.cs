namespace OrleansCare.Interop.Hl7.Receipts;

/// <summary>Why an element was left aside on purpose. Numbers and names are frozen: they stand in receipts.</summary>
public enum IgnoreReason
{
    /// <summary>Understood, and of no use here.</summary>
    NotUsed = 1,

    /// <summary>Empty, <c>""</c>, or what the device sends for "none".</summary>
    NoValue = 2,

    /// <summary>OBX-8: the device itself says invalid, questionable, not available or being calibrated.</summary>
    NotValid = 3,

    /// <summary>OBX-8: test or demonstration.</summary>
    TestData = 4,

    /// <summary>OBX-11: no result (X, N, I, O).</summary>
    NoResult = 5,

    /// <summary>OBX-11: an earlier result is deleted or wrong (D, W).</summary>
    Withdrawn = 6,

    /// <summary>A text or a choice; the core calculates with numbers.</summary>
    TextNotUsed = 7,

    /// <summary>What somebody set on a device is no measurement.</summary>
    Setting = 8,

    /// <summary>An attribute of a metric that changes nothing here.</summary>
    AttributeNotUsed = 9,

    /// <summary>A hospital event that touches neither bed nor patient.</summary>
    EventWithoutEffect = 10,

    /// <summary>Z-segments mean something to their maker only.</summary>
    LocalSegment = 11,
    EmptySegment = 12,

    /// <summary>The message answers one of ours.</summary>
    Reply = 13,
    BatchWrapper = 14,

    /// <summary>Part of an alarm that was refused.</summary>
    PartOfRefused = 15,
}

/// <summary>What was assumed or found odd while an element was accepted. Numbers and names are frozen.</summary>
public enum Notice
{
    /// <summary>OBX-3's number and its reference id disagree; the number counts.</summary>
    CodeNameMismatch = 1,

    /// <summary>A time without offset: the profile's zone, MSH-7's offset or the site's zone was taken.</summary>
    OffsetAssumed = 2,

    /// <summary>A local time that happened twice (the later was taken) or never (moved forward), when clocks changed.</summary>
    LocalTimeAmbiguous = 3,
    CharacterSetAssumed = 4,

    /// <summary>A wave's rate was concluded from OBR-7, OBR-8 and the number of samples.</summary>
    RateFromInterval = 5,
    TextUndecodable = 6,

    /// <summary>The alarm state was concluded from the event phase.</summary>
    StateFromPhase = 7,

    /// <summary>The profile is assumed and unconfirmed, or MSH-11 is not P: values do not reach alarms.</summary>
    ObserveOnly = 8,
    TimeMissing = 9,

    /// <summary>An alarm that neither MDC nor the profile names: it is raised with the device's words.</summary>
    AlarmCodeUnknown = 30,
}
