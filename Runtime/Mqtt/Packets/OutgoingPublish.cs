using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.3, PUBLISH as it is sent.</summary>
internal readonly ref struct OutgoingPublish
{
    private const int ExpiryLength = 5;
    private const int AliasLength = 3;

    public MqttVersion Version { get; init; }

    /// <summary>Empty if <see cref="TopicAlias"/> stands for it.</summary>
    public required string Topic { get; init; }

    public required ReadOnlySpan<byte> Payload { get; init; }

    public ushort PacketId { get; init; }

    public MqttQos Qos { get; init; }

    public bool Duplicate { get; init; }

    public bool Retain { get; init; }

    /// <summary>0: none.</summary>
    public ushort TopicAlias { get; init; }

    public uint? ExpirySeconds { get; init; }

    public ReadOnlySpan<uint> SubscriptionIds { get; init; }

    /// <summary>Encoded, see <see cref="Packets.ForwardedProperties"/>.</summary>
    public ReadOnlySpan<byte> ForwardedProperties { get; init; }

    /// <summary>The whole packet in bytes.</summary>
    public int Length => FieldWriter.PacketLength(RemainingLength);

    private int RemainingLength
    {
        get
        {
            int properties = PropertyLength;
            return FieldWriter.Length(Topic) + (Qos == MqttQos.AtMostOnce ? 0 : 2)
                + (Version == MqttVersion.V500 ? FieldWriter.VariableLength(properties) + properties : 0)
                + Payload.Length;
        }
    }

    private int PropertyLength
    {
        get
        {
            int length = (ExpirySeconds is null ? 0 : ExpiryLength) + (TopicAlias == 0 ? 0 : AliasLength) + ForwardedProperties.Length;
            foreach (uint id in SubscriptionIds)
            {
                length += 1 + FieldWriter.VariableLength((int)id);
            }

            return length;
        }
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        int header = ((byte)MqttPacketType.Publish << 4)
            | (Duplicate ? PublishPacket.DuplicateFlag : 0)
            | ((byte)Qos << PublishPacket.QosShift)
            | (Retain ? PublishPacket.RetainFlag : 0);
        var fields = new FieldWriter(output, header, RemainingLength);
        fields.Write(Topic);
        if (Qos != MqttQos.AtMostOnce)
        {
            fields.Write(PacketId);
        }

        if (Version == MqttVersion.V500)
        {
            WriteProperties(ref fields);
        }

        fields.WriteRaw(Payload);
        fields.Advance();
    }

    private void WriteProperties(ref FieldWriter fields)
    {
        fields.WriteVariable(PropertyLength);
        if (ExpirySeconds is { } expiry)
        {
            fields.Write(PropertyId.MessageExpiry, expiry);
        }

        if (TopicAlias != 0)
        {
            fields.Write(PropertyId.TopicAlias, TopicAlias);
        }

        foreach (uint id in SubscriptionIds)
        {
            fields.Write((byte)PropertyId.SubscriptionId);
            fields.WriteVariable((int)id);
        }

        fields.WriteRaw(ForwardedProperties);
    }
}
