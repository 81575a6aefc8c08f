using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>One control packet: its first byte and the bytes its remaining length counts.</summary>
internal readonly struct MqttFrame(byte header, ReadOnlySequence<byte> body, bool isOverlong)
{
    public const int MaxRemainingLength = 268_435_455;

    public const int MaxPacketLength = MaxFixedHeaderLength + MaxRemainingLength;

    /// <summary>Type and flags, and at most four bytes of remaining length.</summary>
    public const int MaxFixedHeaderLength = 5;

    public byte Header => header;

    public MqttPacketType Type => (MqttPacketType)(header >> 4);

    public ReadOnlySequence<byte> Body => body;

    /// <summary>Its remaining length has more bytes than it needs, which 5.0 forbids (MQTT-1.5.5-1).</summary>
    public bool IsOverlong => isOverlong;

    /// <summary>
    /// Section 2.2. Cuts one packet off the front of <paramref name="buffer"/>; false means either that bytes are missing
    /// (fault None) or that the connection must end. The limit, which counts the whole packet, is judged before the body has arrived.
    /// </summary>
    /// <code>
    /// bit        7  6  5  4   3  2  1  0
    /// byte 1     packet type  flags
    /// byte 2..5  remaining length: 7 bits a byte, lowest first, bit 7 set = one more follows
    /// </code>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int limit, out MqttFrame frame, out MqttCloseReason fault)
    {
        frame = default;
        fault = MqttCloseReason.None;
        Span<byte> copy = stackalloc byte[MaxFixedHeaderLength];
        scoped ReadOnlySpan<byte> head = buffer.FirstSpan;
        if (head.Length < MaxFixedHeaderLength && !buffer.IsSingleSegment)
        {
            int available = (int)Math.Min(buffer.Length, MaxFixedHeaderLength);
            buffer.Slice(0, available).CopyTo(copy);
            head = copy[..available];
        }

        if (head.IsEmpty)
        {
            return false;
        }

        if (!FlagsAreValid(head[0]))
        {
            fault = MqttCloseReason.MalformedHeader;
            return false;
        }

        int remaining = 0;
        for (int index = 1; index < MaxFixedHeaderLength; index++)
        {
            if (index == head.Length)
            {
                return false;
            }

            remaining |= (head[index] & 0x7F) << (7 * (index - 1));
            if ((head[index] & 0x80) != 0)
            {
                continue;
            }

            int total = index + 1 + remaining;
            if (total > limit)
            {
                fault = MqttCloseReason.PacketTooLarge;
                return false;
            }

            if (buffer.Length < total)
            {
                return false;
            }

            frame = new MqttFrame(head[0], buffer.Slice(index + 1, remaining), isOverlong: index > 1 && head[index] == 0);
            buffer = buffer.Slice(total);
            return true;
        }

        fault = MqttCloseReason.MalformedLength;
        return false;
    }

    /// <summary>Tables 2.1 and 2.2. That AUTH does not exist in 3.1.1 is judged by who knows the version.</summary>
    private static bool FlagsAreValid(byte header) => (MqttPacketType)(header >> 4) switch
    {
        MqttPacketType.Publish => true,
        MqttPacketType.PubRel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe => (header & 0x0F) == 0x02,
        >= MqttPacketType.Connect and <= MqttPacketType.Auth => (header & 0x0F) == 0,
        _ => false,
    };
}
