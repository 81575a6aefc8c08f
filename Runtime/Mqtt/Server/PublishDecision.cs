namespace OrleansCare.Mqtt.Server;

/// <summary>What becomes of a PUBLISH. The default, <see cref="Withhold"/>, promises nothing.</summary>
public readonly record struct PublishDecision
{
    private readonly bool _accepted;
    private readonly MqttReasonCode _refusal;

    private PublishDecision(bool accepted, MqttReasonCode refusal = default, string? reason = null, bool closes = false, MqttMessage? message = null)
    {
        _accepted = accepted;
        _refusal = refusal;
        Reason = reason;
        Closes = closes;
        Message = message;
    }

    /// <summary>Taken, durably as far as the application promises it: QoS 1 is answered by PUBACK, QoS 2 by PUBREC.</summary>
    public static PublishDecision Acknowledge => new(accepted: true);

    /// <summary>
    /// Not taken, for want of room. QoS 1 and 2: 5.0 is told 0x97 (quota exceeded); 3.1.1 gets no acknowledgement, also not for later ones, and the
    /// connection closes. QoS 0: counted only.
    /// </summary>
    public static PublishDecision Withhold => default;

    /// <summary>Not taken: 0x87 (not authorized), otherwise as <see cref="Withhold"/>.</summary>
    public static PublishDecision NotAuthorized => Refuse(MqttReasonCode.NotAuthorized);

    /// <summary>Not taken: 0x99 (payload format invalid), otherwise as <see cref="Withhold"/>.</summary>
    public static PublishDecision PayloadFormatInvalid => Refuse(MqttReasonCode.PayloadFormatInvalid);

    /// <summary>Not taken, and the connection closes whatever the QoS.</summary>
    public static PublishDecision Close => new(accepted: false, closes: true);

    /// <summary>0x00 if taken.</summary>
    public MqttReasonCode Code => _accepted ? MqttReasonCode.Success : _refusal == default ? MqttReasonCode.QuotaExceeded : _refusal;

    /// <summary>What the client is told beside the code, if it speaks 5.0 and wants to know. No patient's or device's identity.</summary>
    public string? Reason { get; }

    public bool Closes { get; }

    /// <summary>What subscribers get; null: nobody gets anything.</summary>
    public MqttMessage? Message { get; }

    /// <summary>Taken as by <see cref="Acknowledge"/>, handed to all whose subscriptions match, and retained if the publisher asked for that.</summary>
    public static PublishDecision Distribute(MqttMessage message) => new(accepted: true, message: message);

    /// <summary>Not taken: as <see cref="Withhold"/> with another code.</summary>
    /// <param name="code">0x80, 0x83, 0x87, 0x90, 0x91, 0x97 or 0x99: what PUBACK and PUBREC know.</param>
    /// <param name="reason">See <see cref="Reason"/>.</param>
    public static PublishDecision Refuse(MqttReasonCode code, string? reason = null) => code is MqttReasonCode.UnspecifiedError
        or MqttReasonCode.ImplementationSpecificError or MqttReasonCode.NotAuthorized or MqttReasonCode.TopicNameInvalid
        or MqttReasonCode.PacketIdentifierInUse or MqttReasonCode.QuotaExceeded or MqttReasonCode.PayloadFormatInvalid
            ? new(accepted: false, code, reason)
            : throw new ArgumentOutOfRangeException(nameof(code), "PUBACK and PUBREC refuse by 0x80, 0x83, 0x87, 0x90, 0x91, 0x97 or 0x99.");
}
