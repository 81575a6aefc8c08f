using System.Globalization;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Devices;

/// <summary>
/// Alarms that devices raise by their own rules, told apart by the device's name for each. One ends when the device says so (end, reset, inactive), when
/// the device is released, or when the device has been silent and spoken of it no more for <see cref="LongestUntold"/>; a high priority physiologic one
/// then stays latched. A point in time begins and ends at once. Acknowledged at the bedside is acknowledged; paused or off at the bedside silences
/// nothing here and is shown as evidence; latched at the bedside is not over. Without a priority it has that of its kind
/// (<see cref="DeviceAlarmKinds"/>), low for a limit. Standby hides none of them.
/// </summary>
internal sealed class AlertWatch
{
    /// <summary>Of all devices of a patient. Beyond, the least urgent and oldest one is taken for over.</summary>
    public const int MostAlerts = 256;

    /// <summary>A silent device already has a technical alarm; its own alarms stand as long as staff may need to look. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan LongestUntold = TimeSpan.FromMinutes(5);

    private readonly List<OpenAlert> _open = [];

    /// <returns>False when nothing happens: the end of an alarm that was not open.</returns>
    public bool Take(in Turn turn, DeviceAlarm said, AlarmBoard alarms)
    {
        var index = IndexOf(said);
        var isOver = said.Phase is EventPhase.End or EventPhase.Reset or EventPhase.TimePoint || said.State == ConditionState.Inactive;
        if (index < 0 && isOver && said.Phase != EventPhase.TimePoint)
        {
            return false;
        }

        index = index < 0 ? Begin(turn, said, alarms) : Restate(turn, index, said, alarms);
        if (said.Inactivations.Contains(SignalState.Acknowledged))
        {
            alarms.Acknowledge(turn, _open[index].Alarm, by: "", "at the device");
        }

        if (isOver)
        {
            End(turn, index, alarms);
        }

        return true;
    }

    public void Release(in Turn turn, string device, AlarmBoard alarms)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Device == device)
            {
                End(turn, i, alarms);
            }
        }
    }

    /// <summary>Looks for alarms of which nothing was heard any more; to be called with each input.</summary>
    public void Check(in Turn turn, DeviceWatch devices, AlarmBoard alarms)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (turn.Now - _open[i].HeardAt >= LongestUntold && devices.IsSilent(_open[i].Device, turn.Now))
            {
                End(turn, i, alarms);
            }
        }
    }

    public void Clear() => _open.Clear();

    public void StepBack(SiloTime now)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            _open[i] = _open[i] with { HeardAt = _open[i].HeardAt > now ? now : _open[i].HeardAt };
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var count = fields.VisitCount(_open.Count, MostAlerts);
        for (var i = 0; i < count; i++)
        {
            var alert = fields.IsReading ? default : _open[i];
            alert.Visit(ref fields);
            if (fields.IsReading)
            {
                _open.Add(alert);
            }
        }

        fields.VisitEnd();
    }

    private int Begin(in Turn turn, DeviceAlarm said, AlarmBoard alarms)
    {
        if (_open.Count == MostAlerts)
        {
            End(turn, LeastUrgent(alarms), alarms);
        }

        var kind = DeviceAlarmKinds.Of(said, out var vital);
        var onset = OnsetOf(said, turn.Id(Rule.AlarmBase + (int)kind, said.Device), kind, turn.Now);
        var id = alarms.Begin(turn, AlarmSource.OfAlert(kind, said.Device, alarm: null, vital), onset);
        _open.Add(new OpenAlert { Device = said.Device, AlertId = said.AlertId, Kind = kind, Alarm = id, HeardAt = turn.Now });
        return _open.Count - 1;
    }

    private int Restate(in Turn turn, int index, DeviceAlarm said, AlarmBoard alarms)
    {
        var alert = _open[index] with { HeardAt = turn.Now };
        _open[index] = alert;
        if (said.Phase != EventPhase.Continue || said.Inactivations.Count > 0)
        {
            alarms.Restate(turn, alert.Source, OnsetOf(said, alert.Alarm, alert.Kind, turn.Now));
        }

        return index;
    }

    private void End(in Turn turn, int index, AlarmBoard alarms)
    {
        var source = _open[index].Source;
        _open.RemoveAt(index);
        alarms.End(turn, source);
    }

    private int LeastUrgent(AlarmBoard alarms)
    {
        var least = 0;
        for (var i = 1; i < _open.Count; i++)
        {
            if (alarms.Find(_open[i].Alarm)?.Priority < alarms.Find(_open[least].Alarm)?.Priority)
            {
                least = i;
            }
        }

        return least;
    }

    private static AlarmOnset OnsetOf(DeviceAlarm said, in EffectId id, AlarmKind kind, SiloTime now)
    {
        var limit = said.Value >= said.HighLimit ? said.HighLimit : said.Value <= said.LowLimit ? said.LowLimit : null;
        return new AlarmOnset(id, said.Priority ?? AlarmRules.PriorityOf(kind), said.Value, limit, now)
        {
            Text = said.EventText.Length > 0 ? said.EventText : string.Create(CultureInfo.InvariantCulture, $"MDC {said.EventCode}"),
            Evidence = EvidenceOf(said),
        };
    }

    private static string EvidenceOf(DeviceAlarm said)
    {
        var states = said.Inactivations.Where(state => state is not (SignalState.Enabled or SignalState.Acknowledged)).Select(TextOf);
        var all = string.Join(", ", said.State == ConditionState.Latched ? states.Prepend("latched") : states);
        return all.Length == 0 ? "" : $"at the device: {all}";
    }

    private static string TextOf(SignalState state) => state switch
    {
        SignalState.AudioPaused => "audio paused",
        SignalState.AudioOff => "audio off",
        SignalState.AlarmPaused => "alarm paused",
        SignalState.AlarmOff => "alarm off",
        _ => "enabled",
    };

    private int IndexOf(DeviceAlarm said)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Device == said.Device && _open[i].AlertId == said.AlertId)
            {
                return i;
            }
        }

        return -1;
    }
}
