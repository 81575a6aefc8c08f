using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>The patient as a station shows it on connecting. A vital older than its validity is not in it.</summary>
public sealed record PatientPicture(
    IReadOnlyList<CurrentVital> Vitals,
    News2Score? Score,
    IReadOnlyList<Alarm> Alarms,
    IReadOnlyList<LimitSetting> Limits,
    StaffEntries Entries);

public sealed record CurrentVital(Vital Vital, double Value, SiloTime At, string Device);

public sealed record LimitSetting(Vital Vital, AlarmLimits Limits);

/// <summary>What staff typed, with when; null was never entered.</summary>
public sealed record StaffEntries(
    Consciousness? Consciousness, SiloTime? ConsciousnessAt, bool? OnOxygen, SiloTime? OxygenAt, Spo2Scale Spo2Scale, SiloTime? Spo2ScaleAt);
