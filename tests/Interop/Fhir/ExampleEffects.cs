using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Fhir;

namespace OrleansCare.Interop.Tests.Fhir;

internal static class ExampleEffects
{
    public static readonly SiloTime Start = SiloTime.From(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    public static readonly ObservationContext Identified = new("9f0c2d7a", "Maria Ortega", "MRN-00417", "ICU-03", "SN-77-1234");

    public static IEnumerable<Effect> All() =>
    [
        .. Enum.GetValues<Vital>().Select(Summary),
        .. Enum.GetValues<AlarmKind>().Select(Alarm),
        new BeatsSummarized(Id(Rule.BeatStatistics), Start, Start + TimeSpan.FromMinutes(1), 68, 1, 2, 0, 1),
    ];

    public static Effect Summary(Vital vital) => new VitalSummarized(
        Id((Rule)(100 + (int)vital)), vital, "device-key", Start, Start + TimeSpan.FromMinutes(1), vital == Vital.Temperature ? 37.04 : 72.5, 70, 80, 60);

    public static Effect Alarm(AlarmKind kind)
    {
        Vital? vital = kind switch
        {
            AlarmKind.HeartRateHigh or AlarmKind.HeartRateLow => Vital.HeartRate,
            AlarmKind.Spo2Low or AlarmKind.Spo2High => Vital.Spo2,
            AlarmKind.TemperatureHigh or AlarmKind.TemperatureLow => Vital.Temperature,
            _ => null,
        };
        var ended = kind == AlarmKind.Spo2High;
        return new AlarmChanged(new Alarm(
            Id((Rule)(1000 + (int)kind)), 2, kind, AlarmPriority.High, kind >= AlarmKind.EcgLeadOff ? AlarmType.Technical : AlarmType.Physiologic,
            ended ? ConditionState.Inactive : ConditionState.Active, SignalState.Acknowledged, ended ? EventPhase.End : EventPhase.Update,
            vital, 84.25, 88, Start, Start + TimeSpan.FromSeconds(10), Start + TimeSpan.FromMilliseconds(12_345)));
    }

    private static EffectId Id(Rule rule) => new("9f0c2d7a", rule, "device-key", 1201, 17);
}
