using System.Buffers;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.1, CONNECT. 5.0 calls the clean session a clean start.</summary>
internal sealed record ConnectPacket(string ClientId, bool CleanSession, ushort KeepAliveSeconds, string? UserName, byte[]? Password, WillMessage? Will)
{
    private const string ProtocolName = "MQTT";
    private const byte Reserved = 0x01;
    private const byte CleanSessionFlag = 0x02;
    private const byte WillFlag = 0x04;
    private const int WillQosShift = 3;
    private const byte WillRetainFlag = 0x20;
    private const byte PasswordFlag = 0x40;
    private const byte UserNameFlag = 0x80;

    public MqttVersion Version { get; init; } = MqttVersion.V311;

    public ConnectProperties Properties { get; init; } = ConnectProperties.None;

    /// <param name="body">Of a packet of type CONNECT.</param>
    /// <param name="version">What the client speaks, as soon as that is known: also of a packet that is refused, and also a version nobody speaks. 0 if it is not known.</param>
    /// <param name="packet">Null if refused.</param>
    /// <code>
    /// protocol name (string) | level (1) | flags (1) | keep-alive seconds (2) | [properties, 5.0]
    /// client id (string) | [[will properties, 5.0] | will topic (string) | will message (bytes)] | [user name (string)] | [password (bytes)]
    /// flags: 7 user name, 6 password, 5 will retain, 4-3 will QoS, 2 will, 1 clean session, 0 reserved
    /// </code>
    public static MqttCloseReason TryParse(ReadOnlySequence<byte> body, out MqttVersion version, out ConnectPacket? packet)
    {
        packet = null;
        version = default;
        var fields = new FieldReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        string protocol = fields.ReadString();
        byte level = fields.ReadByte();
        if (fields.Fault != MqttCloseReason.None)
        {
            return fields.Fault;
        }

        version = (MqttVersion)level;
        if (protocol != ProtocolName || version is not (MqttVersion.V311 or MqttVersion.V500))
        {
            return MqttCloseReason.UnsupportedProtocol;
        }

        byte flags = fields.ReadByte();
        ushort keepAlive = fields.ReadUInt16();
        if (fields.Fault == MqttCloseReason.None && !FlagsAgree(flags, version))
        {
            return MqttCloseReason.MalformedPacket;
        }

        ConnectProperties properties = version == MqttVersion.V500 ? ConnectProperties.Read(ref fields) : ConnectProperties.None;
        string clientId = fields.ReadString();
        WillMessage? will = (flags & WillFlag) != 0 ? ReadWill(ref fields, flags, version) : null;
        string? userName = (flags & UserNameFlag) != 0 ? fields.ReadString() : null;
        byte[]? password = (flags & PasswordFlag) != 0 ? fields.ReadBytes().ToArray() : null;
        if (!fields.IsAtEnd)
        {
            fields.Fail(MqttCloseReason.MalformedPacket);
        }

        if (fields.Fault == MqttCloseReason.None)
        {
            packet = new ConnectPacket(clientId, (flags & CleanSessionFlag) != 0, keepAlive, userName, password, will) { Version = version, Properties = properties };
        }

        return fields.Fault;
    }

    /// <summary>As 3.1.1: our own client speaks that.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        if (Password is not null && UserName is null)
        {
            throw new ArgumentException("MQTT 3.1.1 allows a password only with a user name (MQTT-3.1.2-22).");
        }

        int length = FieldWriter.Length(ProtocolName) + 1 + 1 + 2 + FieldWriter.Length(ClientId)
            + (Will is null ? 0 : FieldWriter.Length(Will.Topic) + 2 + Will.Payload.Length)
            + (UserName is null ? 0 : FieldWriter.Length(UserName))
            + (Password is null ? 0 : 2 + Password.Length);
        int flags = (CleanSession ? CleanSessionFlag : 0)
            | (Will is null ? 0 : WillFlag | ((byte)Will.Qos << WillQosShift) | (Will.Retain ? WillRetainFlag : 0))
            | (UserName is null ? 0 : UserNameFlag)
            | (Password is null ? 0 : PasswordFlag);

        var fields = new FieldWriter(output, (byte)MqttPacketType.Connect << 4, length);
        fields.Write(ProtocolName);
        fields.Write((byte)MqttVersion.V311);
        fields.Write((byte)flags);
        fields.Write(KeepAliveSeconds);
        fields.Write(ClientId);
        if (Will is not null)
        {
            fields.Write(Will.Topic);
            fields.WriteBytes(Will.Payload);
        }

        if (UserName is not null)
        {
            fields.Write(UserName);
        }

        if (Password is not null)
        {
            fields.WriteBytes(Password);
        }

        fields.Advance();
    }

    /// <summary>3.1.1 MQTT-3.1.2-3, -11, -13, -14, -15, -22; 5.0, which allows a password without a user, MQTT-3.1.2-3, -11 to -13.</summary>
    private static bool FlagsAgree(byte flags, MqttVersion version)
    {
        bool will = (flags & WillFlag) != 0;
        int willQos = (flags >> WillQosShift) & 0x03;
        bool willBitsAgree = will ? willQos != 3 : willQos == 0 && (flags & WillRetainFlag) == 0;
        bool passwordHasUser = version == MqttVersion.V500 || (flags & PasswordFlag) == 0 || (flags & UserNameFlag) != 0;
        return (flags & Reserved) == 0 && willBitsAgree && passwordHasUser;
    }

    private static WillMessage ReadWill(ref FieldReader fields, byte flags, MqttVersion version)
    {
        uint delay = 0;
        uint? expiry = null;
        byte[] forwarded = [];
        if (version == MqttVersion.V500)
        {
            ReadOnlySpan<byte> block = fields.ReadPropertyBlock();
            var properties = new PropertyReader(block, PropertySet.Will);
            while (properties.Next())
            {
                delay = properties.Id == PropertyId.WillDelay ? properties.Number : delay;
                expiry = properties.Id == PropertyId.MessageExpiry ? properties.Number : expiry;
            }

            fields.FailIf(properties.Fault);
            forwarded = ForwardedProperties.Copy(block, PropertySet.Will);
        }

        string topic = fields.ReadString();
        if (fields.Fault == MqttCloseReason.None && !TopicName.IsValid(topic))
        {
            fields.Fail(MqttCloseReason.InvalidTopic);
        }

        return new WillMessage(topic, fields.ReadBytes().ToArray(), (MqttQos)((flags >> WillQosShift) & 0x03), (flags & WillRetainFlag) != 0)
        {
            DelaySeconds = delay,
            ExpirySeconds = expiry,
            ForwardedProperties = forwarded,
        };
    }
}
