namespace OrleansCare.Clinical.Monitoring;

/// <summary>Which rule made an effect. Numbers are frozen. Alarm rules are 1000 + <see cref="Alarms.AlarmKind"/>; minute summaries of a vital are 100 + <see cref="Codes.Vital"/>.</summary>
public enum Rule
{
    EarlyWarningScore = 1,
    Beat = 2,
    BeatStatistics = 3,
    Signals = 4,
    Escalation = 5,
    NamedScore = 6,
    Limits = 7,
    Stay = 8,
    History = 50,
    PastSummary = 51,
    VitalSummaryBase = 100,
    AlarmBase = 1000,
}
