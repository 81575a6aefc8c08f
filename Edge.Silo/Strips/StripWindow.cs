using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Strips;

/// <summary>Which stretch of time a strip shows: second 0 is the onset, or the detection when a rule with a long delay found the onset late.</summary>
/// <param name="Origin">Second 0.</param>
internal readonly record struct StripWindow(SiloTime Origin)
{
    public static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan After = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Length = Before + After;

    /// <summary>The delays of the rate, pressure and saturation alarms are at most 10 s; a temperature takes a minute.</summary>
    public static readonly TimeSpan LatestDetection = TimeSpan.FromSeconds(15);

    /// <summary>Packets of the last second may come this late.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public SiloTime First => Origin + -Before;

    public SiloTime Last => Origin + After;

    public static StripWindow Of(Alarm alarm) => new(alarm.DetectedAt - alarm.Onset <= LatestDetection ? alarm.Onset : alarm.DetectedAt);

    public bool HasPassed(SiloTime now) => now >= Last + Grace;
}
