using System.Buffers.Text;
using System.Globalization;

namespace OrleansCare.Interop.Codes;

/// <summary>
/// A context-free MDC code as devices write it: decimal, or Philips' MDIL form, partition and term in hexadecimal (<c>0002-4bb8</c> is 150456;
/// Efficia CM Series Data Export Guide, "MDIL Coding").
/// </summary>
public static class MdcNumber
{
    private const int MdilLength = 9;
    private const int Dash = 4;

    public static bool TryParse(ReadOnlySpan<byte> text, out int code)
    {
        if (Utf8Parser.TryParse(text, out code, out var length) && length == text.Length)
        {
            return code > 0;
        }

        code = 0;
        if (text.Length != MdilLength || text[Dash] != '-'
            || !ushort.TryParse(text[..Dash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var partition)
            || !ushort.TryParse(text[(Dash + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var term))
        {
            return false;
        }

        code = (partition << 16) | term;
        return code > 0;
    }

    /// <summary>Whether a coding system's name (HL7 table 0396, or a maker's) says MDC; none at all does where MDC is usual.</summary>
    public static bool IsMdc(ReadOnlySpan<byte> system) =>
        system.IsEmpty || system.StartsWith("MDC"u8) || system.SequenceEqual("MDIL"u8) || system.IndexOf("11073"u8) >= 0;
}
