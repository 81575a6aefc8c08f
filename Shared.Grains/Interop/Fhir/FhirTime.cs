using System.Globalization;

namespace OrleansCare.Interop.Fhir;

/// <summary>R4 instant, and dateTime as exact as an instant: yyyy-MM-ddThh:mm:ss(.fraction)?(Z|offset).</summary>
public static class FhirTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>UTC to the microsecond, without trailing zeros.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>False for everything less exact than a second or without an offset.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var zoned = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return zoned && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
