using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Reads the fields of section 1.5 from a contiguous body. The first fault stays; what is read after it is empty.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> rest)
{
    private const int MaxVariableIntegerBytes = 4;

    private ReadOnlySpan<byte> _rest = rest;

    public MqttCloseReason Fault { get; private set; }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Bytes not read yet; 0 after a fault.</summary>
    public readonly int Remaining => _rest.Length;

    public byte ReadByte() => Take(1) is [byte value] ? value : (byte)0;

    public ushort ReadUInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint ReadUInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    /// <summary>5.0 section 1.5.5: 7 bits a byte, lowest first, bit 7 set = one more follows; at most four bytes, and no more than needed (MQTT-1.5.5-1).</summary>
    public uint ReadVariableInteger()
    {
        uint value = 0;
        for (int index = 0; index < MaxVariableIntegerBytes; index++)
        {
            byte next = ReadByte();
            value |= (uint)(next & 0x7F) << (7 * index);
            if ((next & 0x80) == 0)
            {
                if (next == 0 && index > 0)
                {
                    break;
                }

                return value;
            }
        }

        Fail(MqttCloseReason.MalformedPacket);
        return 0;
    }

    /// <summary>Length (2 bytes, high first), then that many bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadUInt16());

    /// <summary>Well-formed UTF-8 without U+0000 (3.1.1 section 1.5.3, 5.0 section 1.5.4), not decoded.</summary>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        if (!Utf8.IsValid(bytes) || bytes.Contains((byte)0))
        {
            Fail(MqttCloseReason.InvalidUtf8);
            return default;
        }

        return bytes;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadUtf8());

    /// <summary>5.0 section 2.2.2: the length of the properties, then these.</summary>
    public ReadOnlySpan<byte> ReadPropertyBlock() => Take(checked((int)ReadVariableInteger()));

    public void Fail(MqttCloseReason fault)
    {
        Fault = Fault == MqttCloseReason.None ? fault : Fault;
        _rest = default;
    }

    public void FailIf(MqttCloseReason fault)
    {
        if (fault != MqttCloseReason.None)
        {
            Fail(fault);
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length)
        {
            Fail(MqttCloseReason.MalformedPacket);
            return default;
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
