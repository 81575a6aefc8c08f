using System.ComponentModel.DataAnnotations;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Escalation;

namespace OrleansCare.Edge.Alarms;

/// <summary>
/// Section <c>Escalation</c>: who is called when an alarm is not received. <c>Escalation:Wards:ICU:Levels:0:Role = nurse</c>, <c>...:0:After = 00:01:00</c>.
/// A ward that is not named, and what a ward leaves out, is as under <c>Escalation:Default</c>; every default is to be confirmed by site.
/// </summary>
public sealed class EscalationOptions : IValidatableObject
{
    public WardEscalation Default { get; init; } = new();

    /// <summary>By the name of the ward as admissions and transfers give it.</summary>
    public Dictionary<string, WardEscalation> Wards { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Wards.Append(new("", Default)).Where(ward => !new EscalationPolicies(this).For(ward.Key).IsPossible).Select(ward => new ValidationResult(
            $"Escalation of {(ward.Key.Length == 0 ? "Default" : $"Wards:{ward.Key}")}: Display is 1 s to 1 min, Levels are 1 to {EscalationPolicy.MostSteps} with a Role and an After of 1 s to 1 h.",
            [nameof(Wards)]));
}

/// <summary>One ward's levels. What is null or empty is taken from the default.</summary>
public sealed class WardEscalation
{
    /// <summary>Alarms of this priority or a higher one are followed. Default High.</summary>
    public AlarmPriority? From { get; init; }

    /// <summary>How long until a station must have confirmed that it shows the alarm. 1 s to 1 min, default 5 s.</summary>
    public TimeSpan? Display { get; init; }

    /// <summary>Default: nurse 60 s, charge nurse 60 s, physician 120 s (called again every 120 s).</summary>
    public List<LevelOptions> Levels { get; init; } = [];
}

/// <summary>Who is called, and after how long without an acknowledgement the next level is.</summary>
public sealed class LevelOptions
{
    public string Role { get; init; } = "";

    public TimeSpan After { get; init; }
}
