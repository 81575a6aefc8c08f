namespace OrleansCare.Mqtt.Packets;

/// <summary>
/// 5.0 section 2.2.2: the properties of one packet, one after the other. A property that the packet may not carry makes it malformed, one that
/// comes twice or has a forbidden value is a protocol error.
/// </summary>
/// <code>identifier (1) | value, by identifier: byte, two or four byte integer, variable byte integer, string, binary data, string pair</code>
internal ref struct PropertyReader(ReadOnlySpan<byte> block, ulong allowed)
{
    private readonly ReadOnlySpan<byte> _block = block;
    private FieldReader _fields = new(block);
    private ulong _seen;

    public readonly MqttCloseReason Fault => _fields.Fault;

    public PropertyId Id { get; private set; }

    /// <summary>The value, if it is a number.</summary>
    public uint Number { get; private set; }

    /// <summary>The value, if it is a string or binary data; of a pair its value.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The name of a pair.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The property as it was encoded, identifier included.</summary>
    public ReadOnlySpan<byte> Encoded { get; private set; }

    /// <summary>False at the end and at a fault.</summary>
    public bool Next()
    {
        if (_fields.IsAtEnd)
        {
            return false;
        }

        int start = _block.Length - _fields.Remaining;
        Id = (PropertyId)_fields.ReadByte();
        if (!PropertySet.Contains(allowed, Id))
        {
            _fields.Fail(MqttCloseReason.MalformedPacket);
            return false;
        }

        ulong bit = 1UL << (byte)Id;
        FailIf((_seen & bit) != 0 && Id is not (PropertyId.UserProperty or PropertyId.SubscriptionId), MqttCloseReason.ProtocolError);
        _seen |= bit;
        ReadValue();
        if (_fields.Fault != MqttCloseReason.None)
        {
            return false;
        }

        Encoded = _block[start..^_fields.Remaining];
        return true;
    }

    public void Fail(MqttCloseReason fault) => _fields.Fail(fault);

    public void FailIf(bool wrong, MqttCloseReason fault)
    {
        if (wrong)
        {
            _fields.Fail(fault);
        }
    }

    private void ReadValue()
    {
        switch (Id)
        {
            case PropertyId.PayloadFormat or PropertyId.RequestProblemInformation or PropertyId.RequestResponseInformation or PropertyId.MaximumQos
                or PropertyId.RetainAvailable or PropertyId.WildcardAvailable or PropertyId.SubscriptionIdAvailable or PropertyId.SharedAvailable:
                Number = _fields.ReadByte();
                FailIf(Number > 1, MqttCloseReason.ProtocolError);
                break;
            case PropertyId.ServerKeepAlive or PropertyId.TopicAliasMaximum:
                Number = _fields.ReadUInt16();
                break;
            case PropertyId.ReceiveMaximum:
                Number = _fields.ReadUInt16();
                FailIf(Number == 0, MqttCloseReason.ProtocolError);
                break;
            case PropertyId.TopicAlias:
                Number = _fields.ReadUInt16();
                FailIf(Number == 0, MqttCloseReason.TopicAliasInvalid);
                break;
            case PropertyId.MessageExpiry or PropertyId.SessionExpiry or PropertyId.WillDelay:
                Number = _fields.ReadUInt32();
                break;
            case PropertyId.MaximumPacketSize:
                Number = _fields.ReadUInt32();
                FailIf(Number == 0, MqttCloseReason.ProtocolError);
                break;
            case PropertyId.SubscriptionId:
                Number = _fields.ReadVariableInteger();
                FailIf(Number == 0, MqttCloseReason.ProtocolError);
                break;
            case PropertyId.CorrelationData or PropertyId.AuthenticationData:
                Bytes = _fields.ReadBytes();
                break;
            case PropertyId.ResponseTopic:
                // MQTT-3.3.2-14
                Bytes = _fields.ReadUtf8();
                FailIf(Bytes.IsEmpty || Bytes.ContainsAny((byte)'+', (byte)'#'), MqttCloseReason.InvalidTopic);
                break;
            case PropertyId.UserProperty:
                Name = _fields.ReadUtf8();
                Bytes = _fields.ReadUtf8();
                break;
            default:
                Bytes = _fields.ReadUtf8();
                break;
        }
    }
}
