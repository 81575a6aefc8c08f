namespace OrleansCare.Clinical.Alarms;

/// <summary>Limits of one vital sign in its own unit. A null limit is off. The alarm begins when the value has been beyond the limit for
/// <paramref name="Delay"/> and ends when it has come back by <paramref name="Hysteresis"/>.</summary>
public sealed record AlarmLimits(double? Low, double? High, TimeSpan Delay, double Hysteresis, AlarmPriority Priority);
