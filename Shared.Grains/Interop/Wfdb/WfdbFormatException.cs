namespace OrleansCare.Interop.Wfdb;

/// <summary>A WFDB file is damaged or uses something not read here; the message names the file's part.</summary>
public sealed class WfdbFormatException : Exception
{
    public WfdbFormatException()
    {
    }

    public WfdbFormatException(string message)
        : base(message)
    {
    }

    public WfdbFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
