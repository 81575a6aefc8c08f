namespace OrleansCare.Edge.Journal;

/// <summary>Log lines 4100-4149.</summary>
internal static partial class JournalEvents
{
    [LoggerMessage(4100, LogLevel.Information, "Log {Log} opened at position {Position}: {Segments} segments, {Bytes} bytes")]
    public static partial void Opened(this ILogger logger, string log, LogPosition position, int segments, long bytes);

    [LoggerMessage(4101, LogLevel.Warning, "Log {Log}: {Bytes} bytes of a torn tail cut after position {Position}")]
    public static partial void TailCut(this ILogger logger, string log, long bytes, LogPosition position);

    [LoggerMessage(4102, LogLevel.Error, "Log {Log}: segment {Segment} is damaged, positions {From} to {To} are lost")]
    public static partial void SegmentDamaged(this ILogger logger, string log, string segment, LogPosition from, LogPosition to);

    [LoggerMessage(4103, LogLevel.Error, "Log {Log} is faulted ({Reason}); next try in {RetryMilliseconds} ms")]
    public static partial void Faulted(this ILogger logger, Exception cause, string log, LogFaultReason reason, double retryMilliseconds);

    [LoggerMessage(4104, LogLevel.Warning, "Log {Log} writes again, durable up to {Position}")]
    public static partial void Recovered(this ILogger logger, string log, LogPosition position);

    [LoggerMessage(4105, LogLevel.Warning, "Log {Log} is full: its oldest {Records} records are given up")]
    public static partial void OldestDropped(this ILogger logger, string log, long records);
}
