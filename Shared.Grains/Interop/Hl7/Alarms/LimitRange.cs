using OrleansCare.Interop.Hl7.Observations;

namespace OrleansCare.Interop.Hl7.Alarms;

/// <summary>OBX-7: <c>low - high</c>, <c>&gt; low</c>, <c>&lt; high</c>; either end may be missing.</summary>
internal readonly record struct LimitRange(double? Low, double? High)
{
    public static LimitRange Parse(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        if (text.IsEmpty)
        {
            return default;
        }

        if (text[0] is (byte)'<' or (byte)'>')
        {
            var bound = Whole(text[1..].TrimStart((byte)'='));
            return text[0] == '<' ? new LimitRange(null, bound) : new LimitRange(bound, null);
        }

        // The first dash that is not a sign.
        var dash = text[1..].IndexOf((byte)'-') + 1;
        if (text[0] == '-' && text.Length > 1 && text[1] == ' ')
        {
            dash = 0;
        }
        else if (dash == 0)
        {
            return default;
        }

        return new LimitRange(Whole(text[..dash]), Whole(text[(dash + 1)..]));
    }

    private static double? Whole(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        return NumberReader.TryParse(text, comma: false, out var number, out var length) && length == text.Length ? number : null;
    }
}
