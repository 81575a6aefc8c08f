namespace OrleansCare.Cloud.Receive;

/// <summary>Log lines 6100-6149.</summary>
internal static partial class ReceiveLog
{
    [LoggerMessage(6100, LogLevel.Information, "Edge {Edge} of site {Site} opened its stream, software {Software}")]
    public static partial void Opened(this ILogger logger, string edge, string site, string software);

    [LoggerMessage(6101, LogLevel.Information, "Edge {Edge} closed its stream")]
    public static partial void Closed(this ILogger logger, string edge);

    [LoggerMessage(6102, LogLevel.Warning, "Edge {Edge}: a batch of class {ItemClass} was refused: {Outcome}")]
    public static partial void BatchRefused(this ILogger logger, string edge, int itemClass, BatchOutcome outcome);

    [LoggerMessage(6103, LogLevel.Debug, "Edge {Edge}: class {ItemClass} received through {Through}, {Items} items in the batch")]
    public static partial void BatchApplied(this ILogger logger, string edge, int itemClass, long through, int items);

    [LoggerMessage(6104, LogLevel.Error, "Edge {Edge}: a batch of class {ItemClass} could not be committed")]
    public static partial void CommitFailed(this ILogger logger, Exception cause, string edge, int itemClass);

    [LoggerMessage(6105, LogLevel.Error, "Edge {Edge}: its streams could not be read")]
    public static partial void OpenFailed(this ILogger logger, Exception cause, string edge);
}
