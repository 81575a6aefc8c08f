using Google.Protobuf;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;
using OrleansCare.Contracts.Station;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Edge.Station;

/// <summary>Fans the ward's picture out to every connected station. Never waits: each station has its own bounded queue.</summary>
internal sealed class StationHub(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BedView> _beds = [];
    private StationConnection[] _connections = [];

    public int ConnectionCount => _connections.Length;

    public int OccupiedBeds
    {
        get
        {
            lock (_lock)
            {
                return _beds.Values.Count(view => view.Bed.Occupied);
            }
        }
    }

    /// <summary>The patient's name, while the stay goes on.</summary>
    public string? NameOf(string patient)
    {
        lock (_lock)
        {
            return _beds.TryGetValue(patient, out var view) && view.Bed.Occupied ? view.Bed.Name : null;
        }
    }

    /// <summary>Joins and queues the whole picture in one step, so that no change falls between.</summary>
    public void Join(StationConnection connection, Hello hello)
    {
        lock (_lock)
        {
            connection.Send(new ServerFrame { Hello = hello }.ToByteArray());
            foreach (var frame in _beds.Values.SelectMany(view => view.Frames()))
            {
                connection.Send(frame.ToByteArray());
            }

            _connections = [.. _connections, connection];
        }
    }

    public void Leave(StationConnection connection)
    {
        lock (_lock)
        {
            _connections = [.. _connections.Where(c => c != connection)];
        }
    }

    public void Show(Heartbeat heartbeat) => Broadcast(new ServerFrame { Heartbeat = heartbeat });

    public void Show(Bed bed)
    {
        lock (_lock)
        {
            var view = View(bed.Patient);
            view.Bed = bed;
            if (!bed.Occupied)
            {
                view.Clear();
            }

            Broadcast(new ServerFrame { Bed = bed });
        }
    }

    /// <param name="packetReceivedAt">When the packet that made this change left the socket; null when no packet did.</param>
    public void Show(string patient, Clinical.Alarms.Alarm alarm, SiloTime? packetReceivedAt)
    {
        var frame = StationFrames.Of(patient, alarm, packetReceivedAt, SiloTime.From(time.GetUtcNow()));
        lock (_lock)
        {
            var view = View(patient);
            if (alarm.Condition == ConditionState.Inactive)
            {
                view.Alarms.Remove(frame.Id);
            }
            else
            {
                view.Alarms[frame.Id] = frame;
            }

            Broadcast(new ServerFrame { Alarm = frame });
        }
    }

    public void Show(Signals signals)
    {
        lock (_lock)
        {
            View(signals.Patient).Signals = signals;
            Broadcast(new ServerFrame { Signals = signals });
        }
    }

    public void Show(Limits limits)
    {
        lock (_lock)
        {
            View(limits.Patient).Limits = limits;
            Broadcast(new ServerFrame { Limits = limits });
        }
    }

    public void Show(Escalation escalation)
    {
        lock (_lock)
        {
            var view = View(escalation.Patient);
            if (escalation.Over)
            {
                view.Escalations.Remove(escalation.Alarm);
            }
            else
            {
                view.Escalations[escalation.Alarm] = escalation;
            }

            Broadcast(new ServerFrame { Escalation = escalation });
        }
    }

    public void Show(string patient, ScoreChanged score)
    {
        var frame = StationFrames.Of(patient, score);
        lock (_lock)
        {
            View(patient).Score = frame;
            Broadcast(new ServerFrame { Score = frame });
        }
    }

    public void Show(NamedScore score)
    {
        lock (_lock)
        {
            View(score.Patient).Scores[score.Name] = score;
            Broadcast(new ServerFrame { NamedScore = score });
        }
    }

    /// <summary>Marks a beat on the waves of the stations that show them.</summary>
    public void Show(string patient, BeatClassified beat)
    {
        ReadOnlyMemory<byte> bytes = default;
        foreach (var connection in _connections)
        {
            if (connection.Waves.Contains(patient))
            {
                bytes = bytes.IsEmpty ? new ServerFrame { Beat = StationFrames.Of(patient, beat) }.ToByteArray() : bytes;
                connection.SendWave(bytes);
            }
        }
    }

    /// <param name="monitor">Has taken the packet: of its numbers those are shown that stand for the patient now.</param>
    public void Show(string patient, DevicePacket packet, PatientMonitor monitor)
    {
        ShowNumerics(patient, packet, monitor);
        if (!monitor.IsLive(packet))
        {
            return;
        }

        var connections = _connections;
        foreach (var chunk in packet.Waveforms)
        {
            ReadOnlyMemory<byte> bytes = default;
            foreach (var connection in connections)
            {
                if (connection.Waves.Contains(patient))
                {
                    bytes = bytes.IsEmpty ? new ServerFrame { Wave = StationFrames.Of(patient, packet, chunk) }.ToByteArray() : bytes;
                    connection.SendWave(bytes);
                }
            }
        }
    }

    private void ShowNumerics(string patient, DevicePacket packet, PatientMonitor monitor)
    {
        var numerics = new Numerics { Patient = patient, ReceivedAtUs = packet.ReceivedAt.UnixMicroseconds };
        foreach (var numeric in packet.Numerics)
        {
            if (VitalRules.FromCode(numeric.Code) is { } vital && monitor.Current(vital) is { } current && current.IsFrom(packet, numeric))
            {
                numerics.Values.Add(new Contracts.Station.Numeric
                {
                    Vital = vital.ToString(),
                    Value = numeric.Value,
                    Unit = UcumUnit.CodeOf(numeric.Unit),
                    AtUs = current.At.UnixMicroseconds,
                    ValidForMs = (uint)current.ValidFor.TotalMilliseconds,
                });
            }
        }

        if (numerics.Values.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            var view = View(patient);
            foreach (var value in numerics.Values)
            {
                view.Numerics[value.Vital] = (value, numerics.ReceivedAtUs);
            }

            Broadcast(new ServerFrame { Numerics = numerics });
        }
    }

    private void Broadcast(ServerFrame frame)
    {
        var connections = _connections;
        if (connections.Length == 0)
        {
            return;
        }

        ReadOnlyMemory<byte> bytes = frame.ToByteArray();
        foreach (var connection in connections)
        {
            connection.Send(bytes);
        }
    }

    private BedView View(string patient)
    {
        if (!_beds.TryGetValue(patient, out var view))
        {
            _beds[patient] = view = new BedView(patient);
        }

        return view;
    }
}
