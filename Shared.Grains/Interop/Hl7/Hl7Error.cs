namespace OrleansCare.Interop.Hl7;

/// <summary>Why bytes are no HL7 v2 message. Nothing can be said about its elements then.</summary>
public enum Hl7Error
{
    None = 0,
    Empty,

    /// <summary>It does not begin with MSH and a field separator.</summary>
    NoHeader,

    /// <summary>MSH-1 or MSH-2: a delimiter is missing, doubled, a letter, a digit or not printable.</summary>
    Delimiters,

    /// <summary>More than <see cref="Hl7Limits.MessageBytes"/> or <see cref="Hl7Limits.Segments"/>.</summary>
    TooLarge,
}
