using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Devices;

/// <summary>The patient's devices: which speak, and what they say of their own signals.</summary>
internal sealed class DeviceWatch
{
    /// <summary>From giving a device to a patient to its first packet: staff plug it in meanwhile. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(60);

    /// <summary>A moving patient disturbs a signal for seconds; a signal bad for longer needs somebody. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan LongestUnusable = TimeSpan.FromSeconds(10);

    private const int MostDevices = 10_000;

    private readonly List<WatchedDevice> _devices = [];
    private readonly StandbyWatch _standby = new();

    /// <summary>Null while the patient is there.</summary>
    public Standby? Standby => _standby.Current;

    public bool IsAssociated(string device) => Find(device) is not null;

    public bool IsSilent(string device, SiloTime now) => Find(device) is not { } found || now - found.HeardAt >= found.Interval.Silence;

    /// <summary>Tells when a packet was measured and whether it is of now, and learns from it, before what it brings is taken.</summary>
    /// <returns>Null when the device is not associated.</returns>
    public Arrival? Meet(DevicePacket packet, SiloTime now)
    {
        if (Find(packet.Device) is not { } device)
        {
            return null;
        }

        var waited = now - packet.ReceivedAt > DeviceClock.Tolerance;
        if (packet.DeviceTime is { } time && !waited)
        {
            device.Clock.Measure(packet.ReceivedAt, time);
        }

        var measuredAt = Earlier(device.Clock.Correct(packet.DeviceTime, packet.ReceivedAt), now);
        var isLive = now - measuredAt <= DeviceClock.Tolerance;
        if (isLive)
        {
            device.Interval.Hear(packet, now);
            device.LivePacket = packet.Sequence;
        }

        return new Arrival(now, measuredAt, isLive, device.Interval.Silence);
    }

    /// <summary>Whether the device's last packet that is of now is this one.</summary>
    public bool IsLive(DevicePacket packet) => Find(packet.Device)?.LivePacket == packet.Sequence;

    /// <summary>When what a device measured was, by what is known of its clock by now.</summary>
    public SiloTime MeasuredAt(string device, DeviceTime? time, SiloTime cameAt) => Find(device)?.Clock.Correct(time, cameAt) ?? cameAt;

    public void Associate(string device, SiloTime now)
    {
        if (Find(device) is null)
        {
            _devices.Add(new WatchedDevice { Device = device, HeardAt = now });
        }
    }

    public void Release(in Turn turn, string device, AlarmBoard alarms)
    {
        if (Find(device) is not { } found)
        {
            return;
        }

        _devices.Remove(found);
        EndSignalAlarms(turn, device, alarms);
        alarms.End(turn, AlarmSource.OfDevice(AlarmKind.PatientConflict, device));
    }

    /// <returns>False when nothing changes.</returns>
    public bool Enter(in Turn turn, StandbyEntered entered, AlarmBoard alarms)
    {
        if (!_standby.Enter(entered, turn.Now))
        {
            return false;
        }

        foreach (var device in _devices)
        {
            if (entered.Away)
            {
                EndSignalAlarms(turn, device.Device, alarms);
            }
            else
            {
                device.Await(turn.Now);
            }
        }

        return true;
    }

    /// <returns>False for a device that is not associated.</returns>
    public bool Note(in Turn turn, PatientConflictReported reported, AlarmBoard alarms)
    {
        if (Find(reported.Device) is null)
        {
            return false;
        }

        var source = AlarmSource.OfDevice(AlarmKind.PatientConflict, reported.Device);
        if (reported.Present)
        {
            Begin(turn, source, turn.Id(Rule.AlarmBase + (int)AlarmKind.PatientConflict, reported.Device), turn.Now, alarms);
        }
        else
        {
            alarms.End(turn, source);
        }

        return true;
    }

    /// <param name="ecgIsBlind">Whether the ECG analysis found no usable lead although the device called some good.</param>
    public void Hear(in Turn turn, DevicePacket packet, bool ecgIsBlind, AlarmBoard alarms)
    {
        if (Find(packet.Device) is not { } device)
        {
            return;
        }

        (device.HeardAt, device.HasSpoken) = (turn.Now, true);
        alarms.End(turn, AlarmSource.OfDevice(AlarmKind.SignalLost, device.Device));
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            device.Note(packet.Waveforms[i].Code, packet.Waveforms[i].Status, turn.Now);
        }

        device.ForgetBefore(new SiloTime(turn.Now.UnixMicroseconds - (long)ReportInterval.Shortest.TotalMicroseconds));

        var leadOff = AlarmSource.OfDevice(AlarmKind.EcgLeadOff, device.Device);
        if (device.HasEcgLeadOff && _standby.Current is null)
        {
            Begin(turn, leadOff, new EffectId(turn.Episode, Rule.AlarmBase + (int)AlarmKind.EcgLeadOff, device.Device, packet.Sequence, 0), turn.Now, alarms);
        }
        else
        {
            alarms.End(turn, leadOff);
        }

        var unusable = AlarmSource.OfDevice(AlarmKind.SignalUnusable, device.Device);
        if (_standby.Current is not null || (!device.HasBadSignal && !(ecgIsBlind && !device.HasEcgLeadOff)))
        {
            device.IsUnusable = false;
            alarms.End(turn, unusable);
            return;
        }

        if (!device.IsUnusable)
        {
            (device.IsUnusable, device.UnusableSince, device.UnusablePacket) = (true, turn.Now, packet.Sequence);
        }

        if (turn.Now - device.UnusableSince >= LongestUnusable)
        {
            var id = new EffectId(turn.Episode, Rule.AlarmBase + (int)AlarmKind.SignalUnusable, device.Device, device.UnusablePacket, 0);
            Begin(turn, unusable, id, device.UnusableSince, alarms);
        }
    }

    /// <summary>Looks for the patient's return and for silent devices; to be called with each input.</summary>
    public void Check(in Turn turn, VitalBoard vitals, AlarmBoard alarms)
    {
        if (_standby.Current is not null)
        {
            if (!_standby.EndsNow(turn.Now, vitals))
            {
                return;
            }

            turn.Effects.Add(StayChanged.In(turn, StayChange.StandbyEndedBySignals));
            foreach (var device in _devices)
            {
                device.Await(turn.Now);
            }
        }

        for (var i = 0; i < _devices.Count; i++)
        {
            var device = _devices[i];
            if (turn.Now - device.HeardAt >= device.Silence)
            {
                var source = AlarmSource.OfDevice(AlarmKind.SignalLost, device.Device);
                Begin(turn, source, turn.Id(Rule.AlarmBase + (int)AlarmKind.SignalLost, device.Device), device.HeardAt, alarms);
            }
        }
    }

    public void Clear()
    {
        _devices.Clear();
        _standby.Clear();
    }

    public void StepBack(SiloTime now)
    {
        _standby.StepBack(now);
        foreach (var device in _devices)
        {
            device.StepBack(now);
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var count = fields.VisitCount(_devices.Count, MostDevices);
        for (var i = 0; i < count; i++)
        {
            if (fields.IsReading)
            {
                _devices.Add(new WatchedDevice { Device = "" });
            }

            _devices[i].Visit(ref fields);
        }

        _standby.Visit(ref fields);
        fields.VisitEnd();
    }

    private static SiloTime Earlier(SiloTime one, SiloTime other) => one < other ? one : other;

    private static void EndSignalAlarms(in Turn turn, string device, AlarmBoard alarms)
    {
        alarms.End(turn, AlarmSource.OfDevice(AlarmKind.SignalLost, device));
        alarms.End(turn, AlarmSource.OfDevice(AlarmKind.EcgLeadOff, device));
        alarms.End(turn, AlarmSource.OfDevice(AlarmKind.SignalUnusable, device));
    }

    private static void Begin(in Turn turn, in AlarmSource source, in EffectId id, SiloTime since, AlarmBoard alarms) =>
        alarms.Begin(turn, source, new AlarmOnset(id, AlarmRules.PriorityOf(source.Kind), Value: null, Limit: null, since));

    private WatchedDevice? Find(string device)
    {
        for (var i = 0; i < _devices.Count; i++)
        {
            if (_devices[i].Device == device)
            {
                return _devices[i];
            }
        }

        return null;
    }
}
