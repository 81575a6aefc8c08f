namespace OrleansCare.Interop.Hl7;

/// <summary>MSH-12.1: 2.1 to 2.9 with patch releases such as 2.3.1.</summary>
public readonly record struct Hl7Version(int Minor, int Patch) : IComparable<Hl7Version>
{
    /// <summary>ACK as the third component of MSH-9.</summary>
    public static readonly Hl7Version MessageStructures = new(3, 1);

    /// <summary>ERR-2 to ERR-12; before, everything stood in ERR-1.</summary>
    public static readonly Hl7Version ErrorFields = new(5, 0);

    public static bool TryParse(ReadOnlySpan<byte> text, out Hl7Version version)
    {
        version = text switch
        {
            [(byte)'2', (byte)'.', var minor] when IsDigit(minor) => new Hl7Version(minor - '0', 0),
            [(byte)'2', (byte)'.', var minor, (byte)'.', var patch] when IsDigit(minor) && IsDigit(patch) => new Hl7Version(minor - '0', patch - '0'),
            _ => default,
        };
        return version.Minor > 0;
    }

    public int CompareTo(Hl7Version other) => (Minor, Patch).CompareTo((other.Minor, other.Patch));

    public static bool operator <(Hl7Version left, Hl7Version right) => left.CompareTo(right) < 0;

    public static bool operator >(Hl7Version left, Hl7Version right) => left.CompareTo(right) > 0;

    public static bool operator <=(Hl7Version left, Hl7Version right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Hl7Version left, Hl7Version right) => left.CompareTo(right) >= 0;

    private static bool IsDigit(byte character) => char.IsAsciiDigit((char)character);
}
