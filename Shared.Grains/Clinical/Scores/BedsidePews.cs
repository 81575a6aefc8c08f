using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Clinical.Scores;

/// <summary>
/// Bedside Paediatric Early Warning System score: Parshuram CS, Hutchison J, Middaugh K, Development and initial validation of the Bedside PEWS score,
/// Critical Care 2009;13:R135, table 1 (read there): seven items with 0, 1, 2 or 4 points (saturation at most 2), 0 to 26. Capillary refill, respiratory effort
/// and how much oxygen are for staff to see and enter. On oxygen of unknown flow: at least the 2 points of any oxygen.
/// </summary>
internal static class BedsidePews
{
    /// <summary>Parshuram 2009: at 8, sensitivity 82 % and specificity 93 % for urgent admission to intensive care.</summary>
    public const int UrgentFrom = 8;

    /// <summary>The score was made in hospitalized children.</summary>
    public const int BelowYears = 18;

    private const int ThreeMonths = 91;
    private const int AnyOxygen = 2;
    private const int MuchOxygen = 4;

    /// <summary>By group: 4 points at or below, 2, 1, then from which 1, 2, 4 on. Table 1's "&gt; 150" (4 to 12 years) and "&lt; 50" (over 12) stand as 151 and 49.</summary>
    private static readonly int[][] HeartRate = [[80, 90, 110, 150, 180, 190], [70, 80, 100, 150, 170, 180], [60, 70, 90, 120, 150, 170], [50, 60, 70, 110, 130, 151], [40, 49, 60, 100, 120, 140]];
    private static readonly int[][] Systolic = [[45, 50, 60, 80, 100, 130], [60, 70, 80, 100, 120, 150], [65, 75, 90, 110, 125, 160], [70, 80, 90, 120, 140, 170], [75, 85, 100, 130, 150, 190]];
    private static readonly int[][] Respiration = [[15, 19, 29, 61, 81, 91], [15, 19, 24, 51, 71, 81], [12, 15, 19, 41, 61, 71], [10, 14, 19, 31, 41, 51], [9, 10, 11, 17, 23, 30]];

    public static NamedScore Score(in ScoreInputs inputs, PatientProfile profile)
    {
        if (GroupOf(profile) is not { } group)
        {
            return NamedScore.DoesNotApply(ScoreName.BedsidePews, profile.AgeYears is null or 0 ? "age unknown" : "age 18 or over");
        }

        var sum = new ScoreSum();
        sum.Add(ScoreParameter.Pulse, inputs.Pulse, value => Points(HeartRate[group], value));
        sum.Add(ScoreParameter.SystolicPressure, inputs.SystolicPressure, value => Points(Systolic[group], value));
        sum.Add(ScoreParameter.RespiratoryRate, inputs.RespiratoryRate, value => Points(Respiration[group], value));
        sum.Add(ScoreParameter.Spo2, inputs.Spo2, value => ScoreSum.Charted(value) switch { <= 90 => 2, <= 94 => 1, _ => 0 });
        var observed = inputs.Observed;
        AddOxygen(sum, inputs.OnOxygen, observed);
        sum.Add(ScoreParameter.CapillaryRefill, observed, seen => seen.CapillaryRefill == CapillaryRefill.Slow ? 4 : 0);
        sum.Add(ScoreParameter.RespiratoryEffort, observed, seen => seen.RespiratoryEffort switch
        {
            RespiratoryEffort.Normal => 0,
            RespiratoryEffort.Mild => 1,
            RespiratoryEffort.Moderate => 2,
            _ => 4,
        });
        return sum.Named(ScoreName.BedsidePews, sum.Points >= UrgentFrom ? ScoreBand.Urgent : ScoreBand.Low);
    }

    /// <summary>Air or oxygen may be entered alone and later than how much of it: then that is not known any more.</summary>
    private static void AddOxygen(ScoreSum sum, ScoreInput<bool> onOxygen, ScoreInput<PaediatricObservation> observed)
    {
        switch (onOxygen.Value, observed.Value?.OxygenTherapy)
        {
            case (null, _):
                sum.Lack(ScoreParameter.Oxygen, onOxygen.WasKnown);
                break;
            case (true, OxygenTherapy.High):
                sum.Have(MuchOxygen);
                break;
            case (true, OxygenTherapy.Low):
                sum.Have(AnyOxygen);
                break;
            case (true, _):
                sum.Lack(ScoreParameter.OxygenFlow, observed is { WasKnown: true, Value: null }, atLeast: AnyOxygen);
                break;
        }
    }

    private static int? GroupOf(PatientProfile profile) => (profile.AgeYears, profile.AgeDays) switch
    {
        (_, < ThreeMonths) => 0,
        (0, null) or (null, _) => null,
        (0, _) => 1,
        ( < 4, _) => 2,
        ( < 12, _) => 3,
        ( < BelowYears, _) => 4,
        _ => null,
    };

    private static int Points(int[] bounds, double value) => ScoreSum.Charted(value) switch
    {
        var charted when charted <= bounds[0] || charted >= bounds[5] => 4,
        var charted when charted <= bounds[1] || charted >= bounds[4] => 2,
        var charted when charted <= bounds[2] || charted >= bounds[3] => 1,
        _ => 0,
    };
}
