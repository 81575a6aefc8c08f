using System.Globalization;
using System.Text;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

internal enum NumberKind
{
    Number,
    NoValue,
    Refused,
}

/// <summary>OBX-5 of one measurement -> a number. NM and SN are read strictly; numbers in text only where the profile says that the device does so.</summary>
internal static class NumberReader
{
    /// <param name="unit">What stood behind the number in a text; empty otherwise.</param>
    public static NumberKind Read(Hl7Value type, Hl7Value value, DeviceProfile profile, out double number, out ReadOnlySpan<byte> unit, out RejectReason reason)
    {
        number = 0;
        unit = [];
        reason = RejectReason.NumberUnreadable;
        var raw = value.Raw.Trim((byte)' ');
        if (raw.IsEmpty || value.IsNull || IsNoValue(raw, profile.Quirks))
        {
            return NumberKind.NoValue;
        }

        if (type.Is("SN"u8))
        {
            return ReadStructured(value, profile.Quirks, out number, out reason);
        }

        var isText = type.Is("ST"u8) || type.Is("TX"u8) || type.Is("FT"u8);
        if (!isText && !type.IsEmpty && !type.Is("NM"u8))
        {
            reason = RejectReason.ValueTypeMismatch;
            return NumberKind.Refused;
        }

        if (TryParse(raw, profile.Quirks.DecimalComma, out number, out var length))
        {
            unit = raw[length..].Trim((byte)' ');
            if (unit.IsEmpty || (isText && profile.Quirks.NumberInText))
            {
                return IsNoValue(number, profile.Quirks) ? NumberKind.NoValue : NumberKind.Number;
            }
        }

        unit = [];
        reason = raw[0] is (byte)'<' or (byte)'>' ? RejectReason.ValueInexact : isText && !profile.Quirks.NumberInText ? RejectReason.ValueTypeMismatch : reason;
        return NumberKind.Refused;
    }

    /// <summary>[+|-]digits[.digits], a point or digits at least once; with <paramref name="comma"/> one comma stands for the point.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, bool comma, out double number, out int length)
    {
        var digits = false;
        var point = false;
        for (length = 0; length < text.Length; length++)
        {
            var character = text[length];
            if (char.IsAsciiDigit((char)character))
            {
                digits = true;
            }
            else if ((character == '.' || (comma && character == ',')) && !point)
            {
                point = true;
            }
            else if (!(length == 0 && character is (byte)'+' or (byte)'-'))
            {
                break;
            }
        }

        number = 0;
        return digits && double.TryParse(
            comma ? Encoding.ASCII.GetString(text[..length]).Replace(',', '.') : Encoding.ASCII.GetString(text[..length]),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number);
    }

    public static bool IsNoValue(double number, Quirks quirks)
    {
        foreach (var text in quirks.NoValue)
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var none) && none.Equals(number))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNoValue(ReadOnlySpan<byte> raw, Quirks quirks)
    {
        foreach (var text in quirks.NoValue)
        {
            if (raw.Length == Encoding.UTF8.GetByteCount(text) && Encoding.UTF8.GetString(raw) == text)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>SN: comparator^number^separator^number. Only an exact single number is a value.</summary>
    private static NumberKind ReadStructured(Hl7Value value, Quirks quirks, out double number, out RejectReason reason)
    {
        var comparator = value.Component(1);
        var text = value.Component(2).Raw.Trim((byte)' ');
        number = 0;
        reason = RejectReason.ValueInexact;
        if ((comparator.HasContent && !comparator.Is("="u8)) || value.Component(3).HasContent)
        {
            return NumberKind.Refused;
        }

        if (text.IsEmpty)
        {
            return NumberKind.NoValue;
        }

        reason = RejectReason.NumberUnreadable;
        if (!TryParse(text, quirks.DecimalComma, out number, out var length) || length != text.Length)
        {
            return NumberKind.Refused;
        }

        return IsNoValue(number, quirks) ? NumberKind.NoValue : NumberKind.Number;
    }
}
