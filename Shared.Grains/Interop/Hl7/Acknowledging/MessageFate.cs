namespace OrleansCare.Interop.Hl7.Acknowledging;

/// <summary>What became of a message as a whole, which decides its acknowledgements.</summary>
public enum MessageFate
{
    /// <summary>Durable and understood; single elements may be in quarantine.</summary>
    Processed = 1,

    /// <summary>Durable, in quarantine as a whole: its type is taken, its content is wrong.</summary>
    ContentWrong,

    /// <summary>Version, type, event, processing id or character set are not taken.</summary>
    NotTaken,

    /// <summary>Storage refused it.</summary>
    NotStored,
}
