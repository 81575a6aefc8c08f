using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Alarms;

/// <summary>A child's limits where they differ from an adult's, and how far they may go without a reason.</summary>
internal sealed record ChildRow(double? Low, double? High, double? LowFrom, double? HighTo, string Source);

/// <summary>
/// Low and high limits below 16 years. Rate, breathing and systolic pressure: Bedside PEWS (Parshuram 2009, table 1), low from the band that scores 2,
/// because children decompensate late and fast, high from the band that scores 4. Mean pressure: low is the 5th percentile 1.5 x years + 40 of Haque and
/// Zaritsky (2007; quoted from memory, unchecked) at the group's youngest age, a neonate's and all high ones chosen here. Its age groups do not fall
/// together with these: an infant is given the figures of 3 to 12 months. Saturation: 90 % scores 2 in Bedside PEWS; a preterm neonate is kept at 91 to 95 %
/// (NICE QS193, statement 4), a child after resuscitation at 94 to 99 % (AHA PALS, as CHOP's pathway gives it). There is no upper limit of saturation by
/// default: a neonate who breathes air would alarm all day; whoever gives a preterm oxygen enters 95. Temperature: a neonate's normal is 36.5 to 37.5
/// (WHO), below 36.0 is more than cold stress; below three months 38.0 is a red flag (NICE NG143); from 1 year on the band of table 1 that scores nothing.
/// </summary>
internal static class ChildLimits
{
    private const string Pews = "Bedside PEWS (Parshuram 2009, table 1): low scores 2, high scores 4";

    private const string Mean = "low: 1.5 x years + 40 (Haque and Zaritsky 2007, unchecked), a neonate's chosen here; high chosen here";

    private const string Saturation = "Bedside PEWS (Parshuram 2009, table 1): <= 90 % scores 2; AHA PALS aims at 94 to 99 % after resuscitation";

    private const string NeonatalSaturation =
        "NICE QS193: a preterm is kept at 91 to 95 %; no upper limit by default, because a neonate on air has 97 % and more: enter 95 for a preterm on oxygen";

    private const string Temperature = "Bedside PEWS (Parshuram 2009, table 1): beyond 36 to 38.5 scores";

    private const string InfantTemperature = "NICE NG143: 38.0 is a red flag below 3 months, the youngest of the group; low: Bedside PEWS (Parshuram 2009, table 1)";

    private const string NeonatalTemperature = "WHO: normal is 36.5 to 37.5, below 36.0 is more than cold stress; high: NICE NG143, 38.0 is a red flag below 3 months";

    /// <summary>How far rates and pressures may be moved without a reason, as a share. Chosen here, to be confirmed by site.</summary>
    private const double Free = 0.1;

    /// <returns>Null where the adult's limits hold.</returns>
    public static ChildRow? Of(Vital vital, AgeGroup group) => (vital, group) switch
    {
        (_, AgeGroup.Adult or AgeGroup.Unknown) => null,
        (Vital.HeartRate or Vital.PulseRate, _) => Pick(group, Pews, (91, 189), (81, 179), (71, 169), (61, 150), (50, 139)),
        (Vital.RespiratoryRate, _) => Pick(group, Pews, (20, 90), (20, 80), (16, 70), (15, 50), (11, 29)),
        (Vital.ArterialSystolic or Vital.NonInvasiveSystolic, _) => Pick(group, Pews, (51, 129), (71, 149), (76, 159), (81, 169), (86, 189)),
        (Vital.ArterialMean or Vital.NonInvasiveMean, _) => Pick(group, Mean, (30, 70), (40, 90), (42, 95), (48, 105), (58, 115)),
        (Vital.Spo2, AgeGroup.Neonate) => new ChildRow(91, null, 88, null, NeonatalSaturation),
        (Vital.Spo2, _) => new ChildRow(91, null, 88, null, Saturation),
        (Vital.Temperature, AgeGroup.Neonate) => new ChildRow(36, 37.9, 35.5, 38.5, NeonatalTemperature),
        (Vital.Temperature, AgeGroup.Infant) => new ChildRow(36, 37.9, 35.5, 38.5, InfantTemperature),
        (Vital.Temperature, _) => new ChildRow(36, 38.5, 35.5, 39.5, Temperature),
        _ => null,
    };

    private static ChildRow Pick(
        AgeGroup group, string source, (double, double) neonate, (double, double) infant, (double, double) youngChild, (double, double) child, (double, double) adolescent)
    {
        var (low, high) = group switch
        {
            AgeGroup.Neonate => neonate,
            AgeGroup.Infant => infant,
            AgeGroup.YoungChild => youngChild,
            AgeGroup.Child => child,
            _ => adolescent,
        };
        return new ChildRow(low, high, low * (1 - Free), high * (1 + Free), source);
    }
}
