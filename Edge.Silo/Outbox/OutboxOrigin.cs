namespace OrleansCare.Edge.Outbox;

/// <summary>Where an item comes from; known on this node only, never sent.</summary>
/// <param name="Stream">Opaque key of the patient's episode; 1 to 200 bytes of UTF-8.</param>
/// <param name="Sequence">Sequence of the stamped Input that caused the item.</param>
/// <param name="Ordinal">Number of the item among that Input's effects, from 0.</param>
public readonly record struct OutboxOrigin(string Stream, long Sequence, int Ordinal);

public enum OutboxResult
{
    /// <summary>Taken into memory; durable when its ticket is settled.</summary>
    Queued = 0,

    /// <summary>The same or a later origin of this stream and class was taken before: nothing to do.</summary>
    Repeated = 1,

    /// <summary>The class's queue is full. Offer the item again before any later one of its stream, or the later one hides it.</summary>
    Full = 2,

    /// <summary>Longer than <see cref="OutboxOptions.MaxItemBytes"/>: it will never fit.</summary>
    TooLarge = 3,

    Closed = 4,
}

/// <summary>Covers every item that its holder appended before, in all classes.</summary>
public readonly record struct OutboxTicket(long Number);
