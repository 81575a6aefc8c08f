using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Reads the fields of section 1.5 from a contiguous body. The first fault stays; what is read after it is empty.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public MqttCloseReason Fault { get; private set; }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1) is [byte value] ? value : (byte)0;

    public ushort ReadUInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    /// <summary>Length (2 bytes, high first), then that many bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadUInt16());

    /// <summary>Section 1.5.3: well-formed UTF-8 without U+0000.</summary>
    public string ReadString()
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        if (!Utf8.IsValid(bytes) || bytes.Contains((byte)0))
        {
            Fail(MqttCloseReason.InvalidUtf8);
            return string.Empty;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    public void Fail(MqttCloseReason fault)
    {
        Fault = Fault == MqttCloseReason.None ? fault : Fault;
        _rest = default;
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
