namespace OrleansCare.Clinical.Monitoring;

/// <summary>What of a stay changed that is no alarm, score or vital sign. Numbers are frozen.</summary>
public enum StayChange
{
    Limits = 1,
    StandbyBegan = 2,
    StandbyEnded = 3,

    /// <summary>The patient's signals came back, so the patient did.</summary>
    StandbyEndedBySignals = 4,
    Profile = 5,
    Entries = 6,
}
