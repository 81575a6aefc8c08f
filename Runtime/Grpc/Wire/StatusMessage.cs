using System.Globalization;
using System.Text;

namespace OrleansCare.Grpc.Wire;

/// <summary>Percent-Encoded of PROTOCOL-HTTP2.md: UTF-8 bytes outside 0x20 to 0x7E, and %, become %XX. Undecodable parts are kept as they are.</summary>
internal static class StatusMessage
{
    public static string Encode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (byte unit in Encoding.UTF8.GetBytes(message))
        {
            if (unit is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)unit);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return encoded.ToString();
    }

    public static string Decode(string encoded)
    {
        if (!encoded.Contains('%', StringComparison.Ordinal))
        {
            return encoded;
        }

        var decoded = new List<byte>(encoded.Length);
        for (int index = 0; index < encoded.Length; index++)
        {
            if (encoded[index] == '%' && index + 2 < encoded.Length
                && byte.TryParse(encoded.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte unit))
            {
                decoded.Add(unit);
                index += 2;
            }
            else
            {
                decoded.AddRange(Encoding.UTF8.GetBytes(encoded, index, 1));
            }
        }

        return Encoding.UTF8.GetString([.. decoded]);
    }
}
