namespace OrleansCare.Mqtt.Packets;

/// <summary>Which properties a packet may carry (table 2-4): bit n stands for identifier n.</summary>
internal static class PropertySet
{
    public static readonly ulong Connect = Bit(PropertyId.SessionExpiry) | Bit(PropertyId.ReceiveMaximum) | Bit(PropertyId.MaximumPacketSize) | Bit(PropertyId.TopicAliasMaximum)
        | Bit(PropertyId.RequestResponseInformation) | Bit(PropertyId.RequestProblemInformation) | Bit(PropertyId.UserProperty)
        | Bit(PropertyId.AuthenticationMethod) | Bit(PropertyId.AuthenticationData);

    /// <summary>What a publisher says and a subscriber is told unaltered (MQTT-3.3.2-4, -15 to -18, -20).</summary>
    public static readonly ulong Forwarded = Bit(PropertyId.PayloadFormat) | Bit(PropertyId.ContentType) | Bit(PropertyId.ResponseTopic)
        | Bit(PropertyId.CorrelationData) | Bit(PropertyId.UserProperty);

    public static readonly ulong Will = Forwarded | Bit(PropertyId.MessageExpiry) | Bit(PropertyId.WillDelay);

    public static readonly ulong Publish = Forwarded | Bit(PropertyId.MessageExpiry) | Bit(PropertyId.TopicAlias) | Bit(PropertyId.SubscriptionId);

    /// <summary>PUBACK, PUBREC, PUBREL, PUBCOMP.</summary>
    public static readonly ulong Acknowledgement = Bit(PropertyId.ReasonString) | Bit(PropertyId.UserProperty);

    public static readonly ulong Subscribe = Bit(PropertyId.SubscriptionId) | Bit(PropertyId.UserProperty);

    public static readonly ulong Unsubscribe = Bit(PropertyId.UserProperty);

    public static readonly ulong Disconnect = Bit(PropertyId.SessionExpiry) | Bit(PropertyId.ServerReference) | Bit(PropertyId.ReasonString) | Bit(PropertyId.UserProperty);

    public static readonly ulong Auth = Bit(PropertyId.AuthenticationMethod) | Bit(PropertyId.AuthenticationData) | Bit(PropertyId.ReasonString) | Bit(PropertyId.UserProperty);

    private const int Bits = 64;

    public static bool Contains(ulong set, PropertyId id) => (byte)id < Bits && (set & Bit(id)) != 0;

    private static ulong Bit(PropertyId id) => 1UL << (byte)id;
}
