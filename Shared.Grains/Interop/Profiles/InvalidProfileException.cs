namespace OrleansCare.Interop.Profiles;

/// <summary>A profile that cannot be used; the message names the file, the place in it and what is wrong.</summary>
public sealed class InvalidProfileException : Exception
{
    public InvalidProfileException()
    {
    }

    public InvalidProfileException(string message)
        : base(message)
    {
    }

    public InvalidProfileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
