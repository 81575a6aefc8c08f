using OrleansCare.Clinical.Monitoring;
using OrleansCare.Edge.Alarms.History;
using OrleansCare.Edge.Strips;
using OrleansCare.Edge.Trends;

namespace OrleansCare.Edge.Patients;

/// <summary>Where all stays keep what others look back at.</summary>
internal sealed class StayRecords(AlarmHistory history, TrendStore trends, StripMetrics metrics)
{
    /// <param name="limits">The stay's, as they are when asked.</param>
    public StayRecorder Open(string episode, Func<IReadOnlyList<LimitSetting>> limits) => new(episode, limits, history, trends, metrics);
}
