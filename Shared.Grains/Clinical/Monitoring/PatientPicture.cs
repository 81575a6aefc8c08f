using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>The patient as a station shows it on connecting. A vital older than its validity is not in it.</summary>
public sealed record PatientPicture(
    IReadOnlyList<CurrentVital> Vitals,
    News2Score? Score,
    IReadOnlyList<Alarm> Alarms,
    IReadOnlyList<LimitSetting> Limits,
    StaffEntries Entries)
{
    public PatientProfile? Profile { get; init; }

    /// <summary>Whose default limits hold.</summary>
    public AgeGroup AgeGroup { get; init; } = AgeGroup.Unknown;

    public IReadOnlyList<Inactivation> Inactivations { get; init; } = [];

    public IReadOnlyList<CurrentEscalation> Escalations { get; init; } = [];

    /// <summary>All scores with their trends.</summary>
    public IReadOnlyList<ScoreStanding> Scores { get; init; } = [];

    /// <summary>Null while the patient is there.</summary>
    public Standby? Standby { get; init; }
}

/// <param name="ValidFor">After this long it stands for the patient no more.</param>
/// <param name="Packet">The device's packet that brought it.</param>
public readonly record struct CurrentVital(Vital Vital, double Value, SiloTime At, string Device, TimeSpan ValidFor, long Packet)
{
    public bool IsFrom(DevicePacket packet, in Numeric numeric) => Packet == packet.Sequence && Value.Equals(numeric.Value) && Device == packet.Device;
}

/// <param name="Row">The default row that holds for the patient's age: source, and how far limits may go.</param>
/// <param name="Entry">Who entered other limits, when and why; null while the defaults hold.</param>
public sealed record LimitSetting(Vital Vital, AlarmLimits Limits, LimitRow Row, LimitEntry? Entry);

public sealed record LimitEntry(string By, SiloTime At, string Reason);

/// <summary>The patient is away: since when, says who, and why.</summary>
public sealed record Standby(SiloTime Since, string By, string Reason);

/// <summary>What staff typed, with when; null was never entered.</summary>
public sealed record StaffEntries(
    Consciousness? Consciousness, SiloTime? ConsciousnessAt, bool? OnOxygen, SiloTime? OxygenAt, Spo2Scale Spo2Scale, SiloTime? Spo2ScaleAt)
{
    /// <summary>Who prescribed the scale; empty when nobody did.</summary>
    public string Spo2ScaleBy { get; init; } = "";

    public string Spo2ScaleReason { get; init; } = "";

    public PaediatricObservation? Paediatric { get; init; }

    public SiloTime? PaediatricAt { get; init; }

    public string PaediatricBy { get; init; } = "";
}
