using System.Buffers.Text;
using System.Text;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>OBX-6 -> a unit: the profile's spellings, MDC by number or name, UCUM; the alternate (components 4 to 6) where the first is unknown.</summary>
internal static class UnitReader
{
    public static bool TryRead(Hl7Value field, DeviceProfile profile, out UcumUnit unit) =>
        TryReadPart(field.Component(1), profile, out unit) || TryReadPart(field.Component(2), profile, out unit)
        || TryReadPart(field.Component(4), profile, out unit) || TryReadPart(field.Component(5), profile, out unit);

    public static bool TryRead(ReadOnlySpan<byte> text, DeviceProfile profile, out UcumUnit unit)
    {
        text = text.Trim((byte)' ');
        unit = default;
        if (text.IsEmpty)
        {
            return false;
        }

        if (MdcNumber.TryParse(text, out var number) && number > 1)
        {
            return MdcUnits.Find(number) is { } code && UcumUnit.TryParse(Encoding.ASCII.GetBytes(code), out unit);
        }

        var name = Encoding.UTF8.GetString(text);
        if (profile.Units.TryGetValue(name, out var ucum) || (ucum = MdcUnits.Find(name)) is not null)
        {
            return UcumUnit.TryParse(Encoding.UTF8.GetBytes(ucum), out unit);
        }

        return UcumUnit.TryParse(text, out unit) || TryReadScaled(text, out unit);
    }

    private static bool TryReadPart(Hl7Value text, DeviceProfile profile, out UcumUnit unit)
    {
        unit = default;
        return text.HasContent && TryRead(text.Raw, profile, out unit);
    }

    /// <summary>UCUM with whole factors, as waves have it: <c>10.mV/4096</c> is 10/4096 mV a count.</summary>
    private static bool TryReadScaled(ReadOnlySpan<byte> text, out UcumUnit unit)
    {
        var factor = 1.0;
        if (Utf8Parser.TryParse(text, out int times, out var length) && times > 0 && length < text.Length && text[length] == (byte)'.')
        {
            factor = times;
            text = text[(length + 1)..];
        }

        var slash = text.LastIndexOf((byte)'/');
        if (slash > 0 && Utf8Parser.TryParse(text[(slash + 1)..], out int by, out length) && by > 0 && slash + 1 + length == text.Length)
        {
            factor /= by;
            text = text[..slash];
        }

        if (factor == 1 || !UcumUnit.TryParse(text, out unit))
        {
            unit = default;
            return false;
        }

        unit = unit with { Factor = unit.Factor * factor };
        return true;
    }
}
