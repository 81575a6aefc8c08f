using OrleansCare.Clinical.Alarms;

namespace OrleansCare.Clinical.Escalation;

/// <summary>One level of a ward: who is called, and how long until the next level is, unless somebody acknowledges. 1 s to 1 h.</summary>
public sealed record EscalationStep(string Role, TimeSpan After);

/// <summary>
/// Who is called when an alarm is shown nowhere or answered by nobody. The last level is called again after its own time.
/// </summary>
/// <param name="From">Alarms of this priority or a higher one are followed.</param>
/// <param name="Display">How long until a station must have confirmed that it shows the alarm. 1 s to 1 min.</param>
/// <param name="Steps">1 to 8 levels, the first of which the alarm itself calls.</param>
public sealed record EscalationPolicy(AlarmPriority From, TimeSpan Display, IReadOnlyList<EscalationStep> Steps)
{
    public const int MostSteps = 8;

    /// <summary>Every figure is chosen here, to be confirmed by site.</summary>
    public static EscalationPolicy Usual { get; } = new(
        AlarmPriority.High,
        TimeSpan.FromSeconds(5),
        [
            new EscalationStep("nurse", TimeSpan.FromSeconds(60)),
            new EscalationStep("charge nurse", TimeSpan.FromSeconds(60)),
            new EscalationStep("physician", TimeSpan.FromSeconds(120)),
        ]);

    public bool IsPossible =>
        From is >= AlarmPriority.Low and <= AlarmPriority.High
        && Display >= TimeSpan.FromSeconds(1) && Display <= TimeSpan.FromMinutes(1)
        && Steps is { Count: >= 1 and <= MostSteps }
        && Steps.All(step => !string.IsNullOrWhiteSpace(step.Role) && step.After >= TimeSpan.FromSeconds(1) && step.After <= TimeSpan.FromHours(1));

    /// <summary>Records compare lists by reference; a policy is the same when it says the same.</summary>
    public bool IsSame(EscalationPolicy other) => From == other.From && Display == other.Display && Steps.SequenceEqual(other.Steps);
}
