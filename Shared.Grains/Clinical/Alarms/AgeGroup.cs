using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Clinical.Alarms;

/// <summary>Ages between which the default limits differ. Numbers are frozen.</summary>
public enum AgeGroup
{
    /// <summary>Below 28 days (WHO).</summary>
    Neonate = 1,

    /// <summary>28 days to below 1 year.</summary>
    Infant = 2,

    /// <summary>1 to 4 years.</summary>
    YoungChild = 3,

    /// <summary>5 to 11 years.</summary>
    Child = 4,

    /// <summary>12 to 15 years.</summary>
    Adolescent = 5,

    /// <summary>From 16 years, as NEWS2.</summary>
    Adult = 6,

    /// <summary>
    /// Neither age nor category is known: an adult's limits and rhythm rules hold, and every screen says so. A rhythm alarm is never demoted and no score
    /// that needs the age is given, until somebody enters one of the two.
    /// </summary>
    Unknown = 7,
}

public static class AgeGroups
{
    /// <summary>28 days (WHO).</summary>
    public const int NeonateBelowDays = 28;

    /// <summary>
    /// The category that staff entered decides where it and the age differ: a neonatal patient has the limits of a neonate whatever the record says. A
    /// paediatric patient of unknown age is taken for a child.
    /// </summary>
    public static AgeGroup Of(PatientProfile? profile) => profile switch
    {
        null => AgeGroup.Unknown,
        { Category: PatientCategory.Neonatal } => AgeGroup.Neonate,
        { Category: PatientCategory.Adult } => AgeGroup.Adult,
        { Category: PatientCategory.Paediatric } => ByAge(profile) is { } group && group != AgeGroup.Adult ? group : AgeOrChild(profile),
        _ => ByAge(profile) ?? AgeGroup.Unknown,
    };

    private static AgeGroup AgeOrChild(PatientProfile profile) => ByAge(profile) is null ? AgeGroup.Child : AgeGroup.Adolescent;

    private static AgeGroup? ByAge(PatientProfile profile) => (profile.AgeDays, profile.AgeYears) switch
    {
        ( < NeonateBelowDays, _) => AgeGroup.Neonate,
        (_, null) => null,
        (_, < 1) => AgeGroup.Infant,
        (_, < 5) => AgeGroup.YoungChild,
        (_, < 12) => AgeGroup.Child,
        (_, < 16) => AgeGroup.Adolescent,
        _ => AgeGroup.Adult,
    };
}
