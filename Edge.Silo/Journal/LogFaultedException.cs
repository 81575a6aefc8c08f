namespace OrleansCare.Edge.Journal;

public enum LogFaultReason
{
    DiskFull = 1,
    DeviceError = 2,
    Closed = 3,
}

/// <summary>The record waited for is not known to be durable. It may become so later: whoever repeats it must be recognised by the receiver.</summary>
public sealed class LogFaultedException(string logName, LogFaultReason reason, Exception? cause)
    : IOException($"Log '{logName}' cannot make records durable: {reason}.", cause)
{
    // errno(3); .NET hands errno through as HResult.
    private const int LinuxNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public LogFaultReason Reason { get; } = reason;

    internal static LogFaultReason ReasonOf(Exception error) => error.HResult is LinuxNoSpace or LinuxQuota or WindowsDiskFull ? LogFaultReason.DiskFull : LogFaultReason.DeviceError;
}
