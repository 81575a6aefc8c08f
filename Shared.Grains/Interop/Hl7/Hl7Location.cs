using System.Globalization;

namespace OrleansCare.Interop.Hl7;

/// <summary>A place in a message as ERR-2 names it (data type ERL).</summary>
/// <param name="Segment">Its id; empty: the message.</param>
/// <param name="Sequence">Which of the segments with this id, from 1.</param>
/// <param name="Field">From 1; 0: the segment.</param>
/// <param name="Component">From 1; 0: the field.</param>
public readonly record struct Hl7Location(string Segment, int Sequence = 1, int Field = 0, int Component = 0)
{
    public static readonly Hl7Location Message = new("", 0);

    public override string ToString() => this switch
    {
        { Segment: "" or null } => "message",
        { Field: 0 } => string.Create(CultureInfo.InvariantCulture, $"{Segment}[{Sequence}]"),
        { Component: 0 } => string.Create(CultureInfo.InvariantCulture, $"{Segment}[{Sequence}]-{Field}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Segment}[{Sequence}]-{Field}.{Component}"),
    };
}
