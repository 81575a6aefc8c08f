namespace OrleansCare.Interop.Codes;

public static class CodeSystems
{
    public const string Loinc = "http://loinc.org";
    public const string Mdc = "urn:iso:std:iso:11073:10101";
    public const string Ucum = "http://unitsofmeasure.org";
    public const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category";

    /// <summary>Names of <see cref="OrleansCare.Clinical.Alarms.AlarmKind"/>: the coding every alarm Observation carries.</summary>
    public const string AlarmKind = "urn:orleanscare:alarm-kind";

    /// <summary>What alarm components say beside MDC's facets: detected, value, limit.</summary>
    public const string AlarmComponent = "urn:orleanscare:alarm-component";

    /// <summary>The answers of an alarm's components, in the words of IHE PCD-04: start, active, enabled, PH, SP, ...</summary>
    public const string AlarmValue = "urn:orleanscare:alarm-value";

    /// <summary>Own category, because R4's observation-category has none for an alarm.</summary>
    public const string Category = "urn:orleanscare:category";

    /// <summary>HL7's codes for what a statistic is: median, minimum, maximum, count.</summary>
    public const string Statistic = "http://terminology.hl7.org/CodeSystem/observation-statistics";

    /// <summary>Beats in a minute, and by EC57 class.</summary>
    public const string Beats = "urn:orleanscare:beats";

    /// <summary>An effect's id: repeats of an observation carry the same. Identified data only: it contains the stay's key.</summary>
    public const string Effect = "urn:orleanscare:effect";
}
