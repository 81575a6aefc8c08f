using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>The profile in a snapshot.</summary>
internal static class ProfileRecord
{
    public static void Visit<T>(ref T fields, ref PatientProfile? profile)
        where T : IRecordFields, allows ref struct
    {
        var present = profile is not null;
        fields.Visit(ref present);
        if (!present)
        {
            profile = null;
            return;
        }

        var (hasAge, age) = (profile?.AgeYears is not null, profile?.AgeYears ?? 0);
        fields.Visit(ref hasAge);
        fields.Visit(ref age);
        var pregnant = VisitOptional(ref fields, profile?.Pregnant);
        var paced = VisitOptional(ref fields, profile?.Paced);
        var (hasDays, days, category) = (profile?.AgeDays is not null, profile?.AgeDays ?? 0, (int)(profile?.Category ?? 0));
        fields.Visit(ref hasDays);
        fields.Visit(ref days);
        fields.Visit(ref category);
        fields.VisitEnd();
        profile = new PatientProfile(hasAge ? age : null, pregnant, paced, hasDays ? days : null, category == 0 ? null : (PatientCategory)category);
    }

    private static bool? VisitOptional<T>(ref T fields, bool? value)
        where T : IRecordFields, allows ref struct
    {
        var (present, answer) = (value.HasValue, value ?? false);
        fields.Visit(ref present);
        fields.Visit(ref answer);
        return present ? answer : null;
    }
}
