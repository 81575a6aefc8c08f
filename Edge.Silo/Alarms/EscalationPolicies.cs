using OrleansCare.Clinical.Escalation;

namespace OrleansCare.Edge.Alarms;

/// <summary>The site's configuration as the core's policies.</summary>
internal sealed class EscalationPolicies(EscalationOptions options)
{
    public EscalationPolicy For(string ward)
    {
        var site = Over(EscalationPolicy.Usual, options.Default);
        return options.Wards.TryGetValue(ward, out var own) ? Over(site, own) : site;
    }

    private static EscalationPolicy Over(EscalationPolicy policy, WardEscalation own) => new(
        own.From ?? policy.From,
        own.Display ?? policy.Display,
        own.Levels.Count == 0 ? policy.Steps : [.. own.Levels.Select(level => new EscalationStep(level.Role, level.After))]);
}
