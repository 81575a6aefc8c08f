namespace OrleansCare.Mqtt.Sessions;

/// <summary>What a client's PUBACK, PUBREC or PUBCOMP is to the message under its packet id.</summary>
internal enum Answer
{
    Expected,

    /// <summary>No message waits under the id. A client may answer twice what it got twice, and nothing is wrong with that.</summary>
    ToNothing,

    /// <summary>The message waits for another packet: a protocol error.</summary>
    OutOfTurn,
}
