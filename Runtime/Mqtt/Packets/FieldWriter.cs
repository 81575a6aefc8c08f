using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Writes one packet of known remaining length: the fixed header first, then fields, then one <see cref="Advance"/>.</summary>
internal ref struct FieldWriter
{
    private const int MaxFieldLength = ushort.MaxValue;
    private readonly IBufferWriter<byte> _output;
    private readonly Span<byte> _packet;
    private int _position;

    public FieldWriter(IBufferWriter<byte> output, int header, int remainingLength)
    {
        _output = output;
        int packetLength = PacketLength(remainingLength);
        _packet = output.GetSpan(packetLength)[..packetLength];
        Write((byte)header);
        WriteVariable(remainingLength);
    }

    /// <summary>Bytes of a packet, its header included.</summary>
    public static int PacketLength(int remainingLength) => 1 + VariableLength(remainingLength) + remainingLength;

    /// <summary>Bytes that a variable byte integer takes.</summary>
    public static int VariableLength(int value) => value switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        <= MqttFrame.MaxRemainingLength => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(value), "An MQTT packet holds at most 268,435,455 bytes."),
    };

    /// <summary>Bytes that a string field takes, its length included.</summary>
    public static int Length(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        return length <= MaxFieldLength ? 2 + length : throw new ArgumentException("An MQTT string holds at most 65,535 bytes of UTF-8.", nameof(value));
    }

    public void Write(byte value) => _packet[_position++] = value;

    public void Write(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_packet[_position..], value);
        _position += 2;
    }

    public void Write(string value)
    {
        int length = Encoding.UTF8.GetBytes(value, _packet[(_position + 2)..]);
        Write((ushort)length);
        _position += length;
    }

    public void WriteVariable(int value)
    {
        for (int rest = VariableLength(value); rest > 0; rest--)
        {
            Write((byte)((value & 0x7F) | (rest > 1 ? 0x80 : 0)));
            value >>= 7;
        }
    }

    public void Write(PropertyId id, ushort value)
    {
        Write((byte)id);
        Write(value);
    }

    public void Write(PropertyId id, uint value)
    {
        Write((byte)id);
        BinaryPrimitives.WriteUInt32BigEndian(_packet[_position..], value);
        _position += 4;
    }

    public void Write(PropertyId id, string value)
    {
        Write((byte)id);
        Write(value);
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Write(checked((ushort)value.Length));
        WriteRaw(value);
    }

    public void WriteRaw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_packet[_position..]);
        _position += value.Length;
    }

    public readonly void Advance() => _output.Advance(_position);
}
