using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace OrleansCare.Cloud.Fhir;

/// <summary>The last entry of a page. Opaque to clients.</summary>
public readonly record struct SearchCursor(long Start, string Id)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Start}.{Id}")));

    public static SearchCursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var start) && ResourceId.IsValid(parts[1])
            ? new SearchCursor(start, parts[1])
            : null;
    }
}

/// <summary>The ids this server gives: 32 lower-case hex digits.</summary>
public static class ResourceId
{
    public static bool IsValid(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);
}
