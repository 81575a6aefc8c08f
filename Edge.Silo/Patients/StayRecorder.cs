using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;
using OrleansCare.Contracts.History;
using OrleansCare.Edge.Alarms.History;
using OrleansCare.Edge.Station;
using OrleansCare.Edge.Strips;
using OrleansCare.Edge.Trends;

namespace OrleansCare.Edge.Patients;

/// <summary>What is kept of one stay for whoever looks back: the last seconds of its waves, its trend, its alarms and their strips. Belongs to the stay's turns.</summary>
internal sealed class StayRecorder
{
    private readonly string _episode;
    private readonly AlarmHistory _history;
    private readonly TrendStore _trends;
    private readonly StayWaves _waves;
    private readonly StayStrips _strips;
    private readonly StayTrend _trend;
    private readonly Func<IReadOnlyList<LimitSetting>> _limits;

    /// <param name="limits">Those that hold when an alarm begins.</param>
    public StayRecorder(string episode, Func<IReadOnlyList<LimitSetting>> limits, AlarmHistory history, TrendStore trends, StripMetrics metrics)
    {
        (_episode, _limits, _history, _trends) = (episode, limits, history, trends);
        _waves = new StayWaves(metrics);
        _strips = new StayStrips(_waves, history, metrics);
        _trend = trends.Open(episode);
        _strips.Resume(history.TakeInterrupted(episode));
    }

    /// <summary>Takes an Input that was applied and what it brought about.</summary>
    /// <param name="bed">The bed's label.</param>
    /// <param name="again">A start replays it: what had been kept of it is recognised, or kept already.</param>
    public void Take(in Input input, List<Effect> effects, string bed, bool again)
    {
        switch (input.Payload)
        {
            case PacketReceived { Packet: var packet }:
                Take(packet, HistoryIn(effects));
                break;
            case BeatClassified beat:
                _waves.Add(beat);
                break;
        }

        foreach (var effect in effects)
        {
            if (effect is AlarmChanged { Alarm: var alarm })
            {
                Take(alarm, bed);
            }
        }

        Keep(_trend.Advance(input.Stamp.At), again);
        foreach (var effect in effects)
        {
            if (effect is VitalSummarized { IsPast: true } past)
            {
                Keep(_trend.AddPast(past), again);
            }
        }

        _strips.Tick(input.Stamp.At);
        if (input.Payload is PatientDischarged)
        {
            End(input.Stamp.At);
        }
    }

    private static HistoryTaken? HistoryIn(List<Effect> effects)
    {
        foreach (var effect in effects)
        {
            if (effect is HistoryTaken history)
            {
                return history;
            }
        }

        return null;
    }

    /// <param name="history">What of the packet is not of now.</param>
    private void Take(DevicePacket packet, HistoryTaken? history)
    {
        var without = history?.Vitals ?? VitalSet.None;
        if (history is not { Whole: true })
        {
            _waves.Add(packet, without);
        }

        _trend.Add(packet, without);
    }

    private void Keep(TrendMinute? minute, bool again)
    {
        if (minute is not null && !again)
        {
            _trends.Keep(_episode, minute);
        }
    }

    private void Take(Alarm alarm, string bed)
    {
        var frame = StationFrames.Of(_episode, alarm, packetReceivedAt: null, sentAt: default);
        _history.Record(new Transition { Alarm = frame, Bed = bed, Phase = (uint)alarm.Phase });
        if (alarm.Revision == 1 && !_history.HasStrip(frame.Id))
        {
            _strips.Begin(alarm, frame, bed, _limits());
        }
    }

    private void End(SiloTime now)
    {
        _strips.End();
        _waves.Release();
        _trends.End(_episode, now.UnixMicroseconds / 60_000_000);
    }
}
