using OrleansCare.Contracts.Station;

namespace OrleansCare.Edge.Station;

/// <summary>What a station that connects now must be told of one bed. Guarded by the hub's lock.</summary>
internal sealed class BedView(string patient)
{
    public Bed Bed { get; set; } = new() { Patient = patient };

    public Dictionary<string, (Numeric Value, long At)> Numerics { get; } = [];

    public Score? Score { get; set; }

    public Dictionary<string, NamedScore> Scores { get; } = [];

    public Dictionary<string, Alarm> Alarms { get; } = [];

    public Signals? Signals { get; set; }

    public Limits? Limits { get; set; }

    public Dictionary<string, Escalation> Escalations { get; } = [];

    public void Clear()
    {
        Numerics.Clear();
        Scores.Clear();
        Alarms.Clear();
        Escalations.Clear();
        (Score, Signals, Limits) = (null, null, null);
    }

    public IEnumerable<ServerFrame> Frames()
    {
        yield return new ServerFrame { Bed = Bed };
        if (Signals is not null)
        {
            yield return new ServerFrame { Signals = Signals };
        }

        if (Limits is not null)
        {
            yield return new ServerFrame { Limits = Limits };
        }

        foreach (var group in Numerics.Values.GroupBy(n => n.At))
        {
            var numerics = new Numerics { Patient = patient, ReceivedAtUs = group.Key };
            numerics.Values.AddRange(group.Select(n => n.Value));
            yield return new ServerFrame { Numerics = numerics };
        }

        if (Score is not null)
        {
            yield return new ServerFrame { Score = Score };
        }

        foreach (var score in Scores.Values)
        {
            yield return new ServerFrame { NamedScore = score };
        }

        foreach (var alarm in Alarms.Values)
        {
            var snapshot = alarm.Clone();
            snapshot.Snapshot = true;
            yield return new ServerFrame { Alarm = snapshot };
        }

        foreach (var escalation in Escalations.Values)
        {
            yield return new ServerFrame { Escalation = escalation };
        }
    }
}
