using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

internal static partial class Log
{
    [LoggerMessage(EventId = 26001, Level = LogLevel.Error, Message = "A turn of {Grain} failed outside any call")]
    public static partial void TurnFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(EventId = 26002, Level = LogLevel.Error, Message = "{Grain} could not be activated")]
    public static partial void ActivationFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(EventId = 26003, Level = LogLevel.Error, Message = "{Grain} failed while it was deactivated")]
    public static partial void DeactivationFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(EventId = 26004, Level = LogLevel.Debug, Message = "{Grain} was deactivated: {Reason}")]
    public static partial void Deactivated(ILogger logger, GrainId grain, DeactivationReasonCode reason);

    [LoggerMessage(EventId = 26005, Level = LogLevel.Error, Message = "A timer of {Grain} failed; it goes on")]
    public static partial void TimerFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(EventId = 26006, Level = LogLevel.Warning, Message = "{Grain} failed in {Method} and nobody waits for the answer")]
    public static partial void FailureUnseen(ILogger logger, Exception exception, GrainId grain, string method);

    [LoggerMessage(EventId = 26007, Level = LogLevel.Warning, Message = "The silo stopped and left {Count} activations behind")]
    public static partial void StoppedWithActivations(ILogger logger, int count);

    [LoggerMessage(EventId = 26008, Level = LogLevel.Debug, Message = "An observer failed when it was notified; it is dropped")]
    public static partial void ObserverDropped(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6200, Level = LogLevel.Error, Message = "Reminder {Reminder} could not be delivered to {Grain}; it ticks again")]
    public static partial void ReminderFailed(ILogger logger, Exception exception, string reminder, GrainId grain);

    [LoggerMessage(EventId = 6204, Level = LogLevel.Warning, Message = "{Grain} has {Count} calls waiting, more than the soft limit of {Limit}")]
    public static partial void MailboxLong(ILogger logger, GrainId grain, int count, int limit);

    [LoggerMessage(EventId = 6205, Level = LogLevel.Warning, Message = "A turn of {Grain} runs longer than TurnWarningLengthThreshold; it blocks a thread")]
    public static partial void LongTurn(ILogger logger, GrainId grain);

    [LoggerMessage(EventId = 6201, Level = LogLevel.Warning, Message = "An item of a stream of {Provider}, namespace {Namespace}, came to {Grain}, which has not resumed its subscription; it is left out")]
    public static partial void ItemUnobserved(ILogger logger, string provider, string? @namespace, GrainId grain);

    [LoggerMessage(EventId = 6202, Level = LogLevel.Error, Message = "An item of a stream of {Provider}, namespace {Namespace}, could not be delivered; it is left out")]
    public static partial void ItemFailed(ILogger logger, Exception exception, string provider, string? @namespace);

    [LoggerMessage(EventId = 6203, Level = LogLevel.Warning, Message = "The stream provider {Provider} stopped before all items were delivered; {Count} are lost")]
    public static partial void ItemsLost(ILogger logger, string provider, int count);
}
