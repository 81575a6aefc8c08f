namespace OrleansCare.Clinical.Records;

/// <summary>
/// Stored bytes are not what this code wrote. Logs and snapshots are authenticated before they come here, so this is a bug or an unknown
/// version, never an input to tolerate: the owner stops and says so.
/// </summary>
public sealed class DamagedRecordException : FormatException
{
    public DamagedRecordException()
    {
    }

    public DamagedRecordException(string message)
        : base(message)
    {
    }

    public DamagedRecordException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
