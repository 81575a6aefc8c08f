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
        var alarm = header.Comments.Select(Known).FirstOrDefault(known => known is not null)
            ?? throw new WfdbFormatException($"The header of {name} names none of the alarms {string.Join(", ", Kinds.Keys)}.");
        return new ChallengeRecord(name, alarm, Kinds[alarm], header with { Comments = [] });
    }

    private static string? Known(string comment) =>
        Kinds.Keys.FirstOrDefault(alarm => alarm.Equals(comment.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase));
}

/// <summary>The other half, for the score only: the header's last comment, or where there is none the line of the folder's ALARMS file (record,alarm,1).</summary>
internal static class ChallengeTruth
{
    public const string File = "ALARMS";

    /// <param name="alarms">The ALARMS file; empty when there is none.</param>
    /// <exception cref="WfdbFormatException">Neither states it.</exception>
    public static bool Parse(string name, string headerText, string alarms)
    {
        foreach (var comment in WfdbHeader.Parse(headerText).Comments.Reverse())
        {
            if (comment.Equals("True alarm", StringComparison.OrdinalIgnoreCase) || comment.Equals("False alarm", StringComparison.OrdinalIgnoreCase))
            {
                return comment.StartsWith("t", StringComparison.OrdinalIgnoreCase);
            }
        }

        foreach (var line in alarms.Split('\n'))
        {
            if (line.Trim().Split(',') is [var record, _, var truth] && record == name && (truth is "0" or "1"))
            {
                return truth == "1";
            }
        }

        throw new WfdbFormatException($"The header of {name} does not end with 'True alarm' or 'False alarm', and {File} does not name it: it cannot be scored.");
    }
}
