namespace OrleansCare.Edge.Outbox;

/// <summary>What an item is, and so how early it may be given up. The numbers are on disk and on the wire: they only grow.</summary>
public enum OutboxClass : byte
{
    /// <summary>Never given up.</summary>
    Alarm = 1,
    Vital = 2,
    Event = 3,

    /// <summary>The first to be given up.</summary>
    Summary = 4,
    Telemetry = 5,
}

internal static class OutboxClasses
{
    public static readonly OutboxClass[] All = [OutboxClass.Alarm, OutboxClass.Vital, OutboxClass.Event, OutboxClass.Summary, OutboxClass.Telemetry];

    /// <summary>Declared order of giving up when the outbox reaches its bound.</summary>
    public static readonly OutboxClass[] SheddingOrder = [OutboxClass.Summary, OutboxClass.Telemetry, OutboxClass.Vital, OutboxClass.Event];

    /// <summary>Folder and metric tag of a class.</summary>
    public static string NameOf(OutboxClass value) => value switch
    {
        OutboxClass.Alarm => "alarm",
        OutboxClass.Vital => "vital",
        OutboxClass.Event => "event",
        OutboxClass.Summary => "summary",
        OutboxClass.Telemetry => "telemetry",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
