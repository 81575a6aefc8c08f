using OrleansCare.Clinical.Alarms;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Arrhythmia;

/// <summary>
/// What the analysis may know of a record of the PhysioNet/CinC Challenge 2015: the alarm and the signals. The header's last comment is the truth;
/// it is cut off here, before anything else sees the header (<see cref="ChallengeTruth"/> reads it for the score).
/// </summary>
/// <param name="Header">Without comments.</param>
internal sealed record ChallengeRecord(string Name, string Alarm, AlarmKind Kind, WfdbHeader Header)
{
    public static readonly IReadOnlyDictionary<string, AlarmKind> Kinds = new Dictionary<string, AlarmKind>
    {
        ["Asystole"] = AlarmKind.Asystole,
        ["Bradycardia"] = AlarmKind.ExtremeBradycardia,
        ["Tachycardia"] = AlarmKind.ExtremeTachycardia,
        ["Ventricular_Tachycardia"] = AlarmKind.VentricularTachycardia,
        ["Ventricular_Flutter_Fib"] = AlarmKind.VentricularFibrillation,
    };

    /// <exception cref="WfdbFormatException">The header is damaged, or names no alarm that is known.</exception>
    public static ChallengeRecord Parse(string name, string headerText)
    {
        var header = WfdbHeader.Parse(headerText);
        var alarm = header.Comments.FirstOrDefault(Kinds.ContainsKey)
            ?? throw new WfdbFormatException($"The header of {name} names none of the alarms {string.Join(", ", Kinds.Keys)}.");
        return new ChallengeRecord(name, alarm, Kinds[alarm], header with { Comments = [] });
    }
}

/// <summary>The other half of the header, for the score only.</summary>
internal static class ChallengeTruth
{
    /// <exception cref="WfdbFormatException">The header states neither.</exception>
    public static bool Parse(string name, string headerText) => WfdbHeader.Parse(headerText).Comments switch
    {
        [.., "True alarm"] => true,
        [.., "False alarm"] => false,
        _ => throw new WfdbFormatException($"The header of {name} does not end with 'True alarm' or 'False alarm': it cannot be scored."),
    };
}
