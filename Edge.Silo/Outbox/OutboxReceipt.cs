namespace OrleansCare.Edge.Outbox;

/// <param name="Acknowledged">The receiver committed everything up to here.</param>
/// <param name="Chain">Running hash of the class at that sequence, 32 bytes; empty when that item was given up or damaged before it was acknowledged.</param>
public readonly record struct OutboxReceipt(OutboxClass Class, long Acknowledged, ReadOnlyMemory<byte> Chain);

/// <param name="Last">Highest durable sequence.</param>
/// <param name="Items">Durable items not acknowledged and not given up.</param>
/// <param name="Bytes">Bytes on disk.</param>
/// <param name="Queued">Items in memory on their way to the disk.</param>
/// <param name="Shed">Items given up since the start.</param>
/// <param name="EvictedStreams">Streams whose last origin was forgotten because there were too many; a replay of theirs would be sent again.</param>
public readonly record struct OutboxDepth(OutboxClass Class, long Last, long Acknowledged, long Items, long Bytes, int Queued, long Shed, long EvictedStreams);
