using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Escalation;

/// <summary>A policy in a snapshot.</summary>
internal static class EscalationRecord
{
    public static EscalationPolicy Visit<T>(ref T fields, EscalationPolicy policy)
        where T : IRecordFields, allows ref struct
    {
        var (from, display) = (policy.From, policy.Display.Ticks);
        fields.VisitEnum(ref from);
        fields.Visit(ref display);
        var steps = new EscalationStep[fields.VisitCount(policy.Steps.Count, EscalationPolicy.MostSteps)];
        for (var i = 0; i < steps.Length; i++)
        {
            var (role, after) = fields.IsReading ? ("", 0L) : (policy.Steps[i].Role, policy.Steps[i].After.Ticks);
            fields.Visit(ref role);
            fields.Visit(ref after);
            steps[i] = new EscalationStep(role, TimeSpan.FromTicks(after));
        }

        fields.VisitEnd();
        if (!fields.IsReading)
        {
            return policy;
        }

        var read = new EscalationPolicy(from, TimeSpan.FromTicks(display), steps);
        return read.IsPossible ? read : throw new DamagedRecordException("The escalation policy is impossible.");
    }

    public static void CheckLevel(int level, EscalationPolicy policy)
    {
        if (level < 0 || level >= policy.Steps.Count)
        {
            throw new DamagedRecordException($"Level {level} of a policy of {policy.Steps.Count}.");
        }
    }
}
