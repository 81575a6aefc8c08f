using NodaTime;

namespace OrleansCare.Interop.Hl7.Text;

/// <summary>
/// DTM and TS (v2.9 section 2.A.22): YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]. What is left out is the first moment of it. The offset is kept as sent;
/// null: none was sent.
/// </summary>
public readonly record struct Hl7Time(LocalDateTime Local, Offset? Offset)
{
    private const int OffsetLength = 5;
    private const int MostFraction = 9;

    public static bool TryParse(ReadOnlySpan<byte> text, out Hl7Time time)
    {
        time = default;
        text = text.Trim((byte)' ');
        Offset? offset = null;
        if (text.Length > OffsetLength && text[^OffsetLength] is (byte)'+' or (byte)'-')
        {
            if (!TryDigits(text[^4..^2], out var hours) || !TryDigits(text[^2..], out var minutes) || hours > 14 || minutes > 59)
            {
                return false;
            }

            var span = NodaTime.Offset.FromHoursAndMinutes(hours, minutes);
            offset = text[^OffsetLength] == '-' ? -span : span;
            text = text[..^OffsetLength];
        }

        if (!TryFraction(ref text, out var nanoseconds))
        {
            return false;
        }

        int month = 1, day = 1, hour = 0, minute = 0, second = 0;
        var whole = text.Length is 4 or 6 or 8 or 10 or 12 or 14
            && TryDigits(text[..4], out var year)
            && TryPart(text, 4, ref month)
            && TryPart(text, 6, ref day)
            && TryPart(text, 8, ref hour)
            && TryPart(text, 10, ref minute)
            && TryPart(text, 12, ref second);
        if (!whole || !TryDigits(text[..4], out year) || (nanoseconds > 0 && text.Length != 14))
        {
            return false;
        }

        if (year is < 1800 or > 9000 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new Hl7Time(new LocalDateTime(year, month, day, hour, minute, second).PlusNanoseconds(nanoseconds), offset);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var point = text.IndexOf((byte)'.');
        if (point < 0)
        {
            return true;
        }

        var fraction = text[(point + 1)..];
        text = text[..point];
        if (fraction.IsEmpty || fraction.Length > MostFraction || !TryDigits(fraction, out var digits))
        {
            return false;
        }

        nanoseconds = digits;
        for (var i = fraction.Length; i < MostFraction; i++)
        {
            nanoseconds *= 10;
        }

        return true;
    }

    private static bool TryPart(ReadOnlySpan<byte> text, int at, ref int value) => text.Length <= at || TryDigits(text.Slice(at, 2), out value);

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit((char)character))
            {
                return false;
            }

            value = (value * 10) + (character - '0');
        }

        return !text.IsEmpty;
    }
}
