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
        if (raw.IsEmpty || value.IsNull || profile.Quirks.IsNoValue(raw))
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

        return ReadText(raw, isText, profile.Quirks, out number, out unit, out reason);
    }

    /// <summary>A number written out, whatever form carries it.</summary>
    /// <param name="isText">A text may hold "98 %" where the profile says that the device writes so; a number's field may not.</param>
    public static NumberKind ReadText(ReadOnlySpan<byte> raw, bool isText, Quirks quirks, out double number, out ReadOnlySpan<byte> unit, out RejectReason reason)
    {
        unit = [];
        reason = RejectReason.NumberUnreadable;
        if (TryParse(raw, quirks.DecimalComma, out number, out var length))
        {
            unit = raw[length..].Trim((byte)' ');
            if (unit.IsEmpty || (isText && quirks.NumberInText))
            {
                return quirks.IsNoValue(number) ? NumberKind.NoValue : NumberKind.Number;
            }
        }

        unit = [];
        reason = !raw.IsEmpty && raw[0] is (byte)'<' or (byte)'>' ? RejectReason.ValueInexact : isText && !quirks.NumberInText ? RejectReason.ValueTypeMismatch : reason;
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

        return quirks.IsNoValue(number) ? NumberKind.NoValue : NumberKind.Number;
    }
}
