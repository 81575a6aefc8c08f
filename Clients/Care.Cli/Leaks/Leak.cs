namespace OrleansCare.Cli.Leaks;

/// <summary>A planted identifier was found where it must not be. The value itself is not shown.</summary>
/// <param name="Where">File, or "name of FILE".</param>
/// <param name="Field">e.g. "bed 3 mrn".</param>
/// <param name="Encoding">utf-8, utf-16le, utf-16be, base64, url.</param>
public sealed record Leak(string Where, string Field, string Encoding, int Times);
