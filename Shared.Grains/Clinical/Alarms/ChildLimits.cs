using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Alarms;

/// <summary>
/// Low and high limits below 16 years where they differ from an adult's. Rate, breathing and systolic pressure: Bedside PEWS (Parshuram 2009, table 1), low
/// from the band that scores 2, because children decompensate late and fast, high from the band that scores 4. Mean pressure: low is the 5th percentile
/// 1.5 x years + 40 of Haque and Zaritsky (2007; quoted from memory, unchecked) at the group's youngest age, a neonate's and all high ones chosen here.
/// Its age groups do not fall together with these: an infant is given the figures of 3 to 12 months.
/// </summary>
internal static class ChildLimits
{
    public const string Pews = "Bedside PEWS (Parshuram 2009, table 1): low scores 2, high scores 4";

    public const string Mean = "low: 1.5 x years + 40 (Haque and Zaritsky 2007, unchecked), a neonate's chosen here; high chosen here";

    /// <returns>Null where the adult's limits hold.</returns>
    public static (double Low, double High)? Of(Vital vital, AgeGroup group) => (vital, group) switch
    {
        (_, AgeGroup.Adult) => null,
        (Vital.HeartRate or Vital.PulseRate, _) => Pick(group, (91, 189), (81, 179), (71, 169), (61, 150), (50, 139)),
        (Vital.RespiratoryRate, _) => Pick(group, (20, 90), (20, 80), (16, 70), (15, 50), (11, 29)),
        (Vital.ArterialSystolic or Vital.NonInvasiveSystolic, _) => Pick(group, (51, 129), (71, 149), (76, 159), (81, 169), (86, 189)),
        (Vital.ArterialMean or Vital.NonInvasiveMean, _) => Pick(group, (30, 70), (40, 90), (42, 95), (48, 105), (58, 115)),
        _ => null,
    };

    private static (double Low, double High) Pick(
        AgeGroup group, (double, double) neonate, (double, double) infant, (double, double) youngChild, (double, double) child, (double, double) adolescent) => group switch
        {
            AgeGroup.Neonate => neonate,
            AgeGroup.Infant => infant,
            AgeGroup.YoungChild => youngChild,
            AgeGroup.Child => child,
            _ => adolescent,
        };
}
