namespace OrleansCare.Mqtt.Packets;

/// <summary>The properties of a message that reach its subscribers as the publisher encoded them, in its order (MQTT-3.3.2-18).</summary>
internal static class ForwardedProperties
{
    /// <param name="block">Has been read once without fault.</param>
    /// <param name="allowed">The set of the packet it stands in.</param>
    public static byte[] Copy(ReadOnlySpan<byte> block, ulong allowed)
    {
        int length = 0;
        var counted = new PropertyReader(block, allowed);
        while (counted.Next())
        {
            length += PropertySet.Contains(PropertySet.Forwarded, counted.Id) ? counted.Encoded.Length : 0;
        }

        if (length == 0)
        {
            return [];
        }

        byte[] copy = new byte[length];
        Span<byte> rest = copy;
        var properties = new PropertyReader(block, allowed);
        while (properties.Next())
        {
            if (PropertySet.Contains(PropertySet.Forwarded, properties.Id))
            {
                properties.Encoded.CopyTo(rest);
                rest = rest[properties.Encoded.Length..];
            }
        }

        return copy;
    }
}
