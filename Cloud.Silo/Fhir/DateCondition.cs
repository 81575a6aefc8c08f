using System.Globalization;
using System.Text.RegularExpressions;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Cloud.Fhir;

/// <summary>One value of a date parameter: a prefix and the range its precision spans, [Low, High) in microseconds (R4 search, 3.1.1.4.7 and 3.1.1.4.5).</summary>
public sealed partial record DateCondition(string Prefix, long Low, long High)
{
    /// <summary>"ge2026-11-21T09:00Z"; null when it is no date. Without an offset UTC is meant. ap widens the range by a tenth of its distance to now.</summary>
    public static DateCondition? Parse(string text, DateTimeOffset now)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var prefix = match.Groups["prefix"].Value is { Length: > 0 } given ? given : "eq";
        if (Range(match.Groups["date"].Value) is not { } range)
        {
            return null;
        }

        var (low, high) = range;
        if (prefix == "ap")
        {
            var tenth = Math.Abs(SiloTime.From(now).UnixMicroseconds - low) / 10;
            (low, high) = (low - tenth, high + tenth);
        }

        return new DateCondition(prefix, low, high);
    }

    private static (long Low, long High)? Range(string text)
    {
        var format = text.Length switch
        {
            4 => "yyyy",
            7 => "yyyy-MM",
            10 => "yyyy-MM-dd",
            _ => null,
        };
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var parsed = format is null
            ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var low)
            : DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out low);
        if (!parsed || low.Year is < 2 or > 9998)
        {
            return null;
        }

        var high = text.Length switch
        {
            4 => low.AddYears(1),
            7 => low.AddMonths(1),
            10 => low.AddDays(1),
            _ when text.Contains('.', StringComparison.Ordinal) => low.AddMilliseconds(1),
            _ when text.Count(c => c == ':') - (text.LastIndexOfAny(['+', '-']) > 10 ? 1 : 0) >= 2 => low.AddSeconds(1),
            _ => low.AddMinutes(1),
        };
        return (SiloTime.From(low).UnixMicroseconds, SiloTime.From(high).UnixMicroseconds);
    }

    [GeneratedRegex(@"^(?<prefix>eq|ne|gt|lt|ge|le|sa|eb|ap)?(?<date>\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?)?)?)?)$")]
    private static partial Regex Pattern();
}
