using System.Text;
using System.Text.Json;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Devices;

/// <summary>A value of the JSON form: a number, or a text ("36,8", "98 %", "---") where a profile says that the device writes so.</summary>
/// <param name="Unit">What stood behind the number in a text; empty otherwise.</param>
internal readonly record struct SentNumber(NumberKind Kind, double Number, byte[] Unit, RejectReason Reason)
{
    private static readonly SentNumber None = new(NumberKind.NoValue, 0, [], default);
    private static readonly SentNumber Broken = new(NumberKind.Refused, 0, [], RejectReason.UndecodablePayload);

    /// <summary>Nothing was sent at all.</summary>
    public static SentNumber Missing => Broken;

    /// <summary>At the member's name; afterwards behind its value.</summary>
    public static SentNumber Read(ref Utf8JsonReader reader, DeviceProfile? profile)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number))
        {
            return new SentNumber(NumberKind.Number, number, [], default);
        }

        if (reader.TokenType == JsonTokenType.Null && profile is not null)
        {
            return None;
        }

        if (reader.TokenType == JsonTokenType.String && profile is not null)
        {
            return Read(Encoding.UTF8.GetBytes(reader.GetString()!.Trim()), profile);
        }

        reader.Skip();
        return Broken;
    }

    private static SentNumber Read(ReadOnlySpan<byte> text, DeviceProfile profile)
    {
        if (text.IsEmpty || profile.Quirks.IsNoValue(text))
        {
            return None;
        }

        var kind = NumberReader.ReadText(text, isText: true, profile.Quirks, out var number, out var unit, out var reason);
        return new SentNumber(kind, number, unit.ToArray(), reason);
    }
}
