namespace OrleansCare.Interop.Hl7;

/// <summary>What one message may hold; more is refused as a whole before anything is read.</summary>
public static class Hl7Limits
{
    public const int MessageBytes = 16 * 1024 * 1024;
    public const int Segments = 65_536;

    /// <summary>Error segments in one reply; the last one says how many more there were.</summary>
    public const int ErrorsInReply = 20;
}
