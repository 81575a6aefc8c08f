using NodaTime;

namespace OrleansCare.Interop.Hl7.Interpreting;

/// <summary>What an installation decides about HL7.</summary>
public sealed record Hl7Site
{
    /// <summary>For times without an offset where neither profile nor MSH-7 has one. Default UTC.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>MSH-11.1 that are taken; others are CR or AR. Only P reaches alarms. Default P (production), T (training), D (debugging).</summary>
    public IReadOnlySet<string> ProcessingIds { get; init; } = new HashSet<string> { "P", "T", "D" };
}
