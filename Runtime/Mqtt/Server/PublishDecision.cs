namespace OrleansCare.Mqtt.Server;

/// <summary>What becomes of a PUBLISH. The default is the one that promises nothing.</summary>
public enum PublishDecision
{
    /// <summary>Not taken. QoS 1: no PUBACK, also for later ones, and the connection closes; QoS 0: counted only.</summary>
    Withhold = 0,

    /// <summary>Taken, durably as far as the application promises it: QoS 1 is answered by PUBACK.</summary>
    Acknowledge = 1,

    /// <summary>Not taken, and the connection closes whatever the QoS.</summary>
    Close = 2,
}
