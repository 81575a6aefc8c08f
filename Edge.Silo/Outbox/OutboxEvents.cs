namespace OrleansCare.Edge.Outbox;

/// <summary>Log lines 4150-4199.</summary>
internal static partial class OutboxEvents
{
    [LoggerMessage(4150, LogLevel.Error, "Outbox class {Class}: items {From} to {To} are given up to keep the size bound")]
    public static partial void Shed(this ILogger logger, string @class, long from, long to);

    [LoggerMessage(4152, LogLevel.Critical, "Outbox class {Class}: its pump stopped, items gather in memory until the queue refuses")]
    public static partial void PumpStopped(this ILogger logger, Exception cause, string @class);

    [LoggerMessage(4153, LogLevel.Error, "Outbox class {Class}: its oldest file cannot be deleted")]
    public static partial void ShedFailed(this ILogger logger, Exception cause, string @class);

    [LoggerMessage(4151, LogLevel.Error, "Outbox class {Class}: the cursor file cannot be read; everything kept is offered again")]
    public static partial void CursorUnreadable(this ILogger logger, string @class);
}
