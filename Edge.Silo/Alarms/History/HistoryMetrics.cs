using System.Diagnostics.Metrics;

namespace OrleansCare.Edge.Alarms.History;

/// <summary>Meter <c>OrleansCare.Edge.History</c>.</summary>
internal sealed class HistoryMetrics
{
    private readonly Counter<long> _givenUp;
    private readonly Counter<long> _stripsNotKept;

    public HistoryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCare.Edge.History");
        _givenUp = meter.CreateCounter<long>("history.alarms.given_up", "{alarm}", "Oldest alarms given up with their strips to keep the bounds");
        _stripsNotKept = meter.CreateCounter<long>("history.strips.not_kept", "{strip}", "Strips that the log refused");
    }

    public void GivenUp(int alarms) => _givenUp.Add(alarms);

    public void StripNotKept() => _stripsNotKept.Add(1);
}
