namespace OrleansCare.Mqtt.Sessions;

/// <summary>What the delivering loop sends next: a PUBLISH, or the PUBREL of one that is received already.</summary>
internal readonly record struct OutgoingPacket(QueuedMessage Queued, ushort PacketId, bool Duplicate, bool IsRelease);
