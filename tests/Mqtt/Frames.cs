using System.Globalization;
using System.Text;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Packets in hexadecimal, their lengths counted; <c>v</c> is 4 for 3.1.1 and 5 for 5.0.</summary>
internal static class Frames
{
    /// <summary>CONNACK of 5.0 as the default options make it: receive maximum 256, packets of 1 MiB, 64 aliases.</summary>
    public const string Accepted = "20 0E 00 00 0B 21 0100 27 00100000 22 0040";

    public const string Resumed = "20 0E 01 00 0B 21 0100 27 00100000 22 0040";

    /// <summary>As a peer gives it out: without the spaces.</summary>
    public static string Bare(string hex) => hex.Replace(" ", string.Empty, StringComparison.Ordinal);

    public static string Frame(string header, string body)
    {
        body = Bare(body);
        return header + Variable(body.Length / 2) + body;
    }

    public static string Text(string value) => Encoding.UTF8.GetByteCount(value).ToString("X4", CultureInfo.InvariantCulture) + Hex(value);

    public static string Hex(string value) => Convert.ToHexString(Encoding.UTF8.GetBytes(value));

    public static string Id(int value) => value.ToString("X4", CultureInfo.InvariantCulture);

    /// <summary>A string property.</summary>
    public static string Property(string id, string value) => id + Text(value);

    public static string UserProperty(string name, string value) => "26" + Text(name) + Text(value);

    public static string Connect(
        int v, string clientId, bool clean = true, string properties = "", int keepAlive = 60, string will = "", int willFlags = 0, string? user = null)
    {
        int flags = (clean ? 0x02 : 0) | (will.Length > 0 ? 0x04 | willFlags : 0) | (user is null ? 0 : 0x80);
        return Frame("10", $"0004 4D515454 {v:X2} {flags:X2} {keepAlive:X4}" + Block(v, properties) + Text(clientId) + will + (user is null ? string.Empty : Text(user)));
    }

    /// <summary>The part of CONNECT that makes a will.</summary>
    public static string Will(int v, string topic, string payload, string properties = "") => Block(v, properties) + Text(topic) + Text(payload);

    public static string Publish(
        int v, string topic, string payload, int qos = 0, int id = 0, string properties = "", bool retain = false, bool duplicate = false)
    {
        int header = 0x30 | (duplicate ? 0x08 : 0) | (qos << 1) | (retain ? 1 : 0);
        return Frame(header.ToString("X2", CultureInfo.InvariantCulture), Text(topic) + (qos == 0 ? string.Empty : Id(id)) + Block(v, properties) + Hex(payload));
    }

    public static string Subscribe(int v, int id, string filter, int options = 0, string properties = "") =>
        Frame("82", Id(id) + Block(v, properties) + Text(filter) + options.ToString("X2", CultureInfo.InvariantCulture));

    public static string Unsubscribe(int v, int id, string filter) => Frame("A2", Id(id) + Block(v, string.Empty) + Text(filter));

    public static string SubAck(int v, int id, params int[] codes) =>
        Frame("90", Id(id) + Block(v, string.Empty) + string.Concat(codes.Select(code => code.ToString("X2", CultureInfo.InvariantCulture))));

    /// <summary>DISCONNECT of 5.0 by the server, with the reason string it gives.</summary>
    public static string Goodbye(string code, MqttCloseReason reason) => Frame("E0", code + Block(5, Property("1F", reason.ToString())));

    /// <summary>CONNACK of 5.0 that refuses, with the reason string it gives.</summary>
    public static string Refusal(string code, string reason) => Frame("20", "00" + code + Block(5, Property("1F", reason)));

    private static string Block(int v, string properties)
    {
        properties = Bare(properties);
        return v < 5 ? string.Empty : Variable(properties.Length / 2) + properties;
    }

    private static string Variable(int value)
    {
        var bytes = new StringBuilder();
        do
        {
            int low = value & 0x7F;
            value >>= 7;
            bytes.Append((low | (value > 0 ? 0x80 : 0)).ToString("X2", CultureInfo.InvariantCulture));
        }
        while (value > 0);

        return bytes.ToString();
    }
}
