using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Respiration;

/// <summary>
/// No breath for the site's delay: from a respiration wave that can be used, else from a device that goes on reporting a rate of 0 (it averages, so that this
/// comes later). A rate of 0 beside a wave with breaths is the device's lag. When the wave is lost the alarm stays as it is, until a rate or a breath comes.
/// A device's own apnoea alarm is an alarm of its own (<see cref="DeviceAlarmKinds"/>).
/// </summary>
internal sealed class ApnoeaWatch
{
    private BreathTrace? _trace;
    private SiloTime _heardAt;
    private long _packet;
    private bool _isZero;
    private SiloTime _zeroSince;
    private long _zeroPacket;

    /// <summary>Whose alarm is open; empty when none is.</summary>
    private string _alarming = "";

    public TimeSpan Delay { get; private set; } = ApnoeaRules.UsualDelay;

    /// <returns>False when the delay is impossible: then nothing changes.</returns>
    public bool Enter(TimeSpan delay)
    {
        if (!ApnoeaRules.IsPossible(delay))
        {
            return false;
        }

        Delay = delay;
        return true;
    }

    public void Take(DevicePacket packet, SiloTime now)
    {
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            var chunk = packet.Waveforms[i];
            if (chunk.Code == Mdc.Respiration && chunk.SampleRate is >= BreathTrace.LowestRate and <= BreathTrace.HighestRate && Belongs(packet.Device, chunk.SampleRate, now))
            {
                _trace!.Take(chunk);
                (_heardAt, _packet) = (now, packet.Sequence);
            }
        }
    }

    /// <summary>To be called with each input.</summary>
    public void Check(in Turn turn, VitalBoard vitals, AlarmBoard alarms)
    {
        ref readonly var rate = ref vitals[Vital.RespiratoryRate];
        FollowRate(rate);
        var isSeen = _trace is { IsTrustworthy: true } && turn.Now - _heardAt < ReportInterval.Shortest;
        if (isSeen ? _trace!.SecondsWithout >= Delay.TotalSeconds : _isZero && turn.Now - _zeroSince >= Delay)
        {
            Begin(turn, rate, isSeen, alarms);
        }
        else if (_alarming.Length > 0 && (isSeen || (rate.Present && !_isZero)))
        {
            End(turn, alarms);
        }
    }

    public void Release(in Turn turn, string device, AlarmBoard alarms)
    {
        if (_trace?.Device == device)
        {
            _trace = null;
        }

        if (_alarming == device)
        {
            End(turn, alarms);
        }
    }

    public void StepBack(SiloTime now)
    {
        _heardAt = _heardAt > now ? now : _heardAt;
        _zeroSince = _zeroSince > now ? now : _zeroSince;
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var (delay, present, device, sampleRate) = (Delay.Ticks, _trace is not null, _trace?.Device ?? "", _trace?.Rate ?? 0);
        fields.Visit(ref delay);
        fields.Visit(ref present);
        fields.Visit(ref device);
        fields.Visit(ref sampleRate);
        fields.Visit(ref _heardAt);
        fields.Visit(ref _packet);
        fields.Visit(ref _isZero);
        fields.Visit(ref _zeroSince);
        fields.Visit(ref _zeroPacket);
        fields.Visit(ref _alarming);
        if (fields.IsReading)
        {
            if (!ApnoeaRules.IsPossible(TimeSpan.FromTicks(delay)) || (present && sampleRate is not (>= BreathTrace.LowestRate and <= BreathTrace.HighestRate)))
            {
                throw new DamagedRecordException($"A delay of {delay} or a respiration wave at {sampleRate} Hz cannot be.");
            }

            (Delay, _trace) = (TimeSpan.FromTicks(delay), present ? new BreathTrace(device, sampleRate) : null);
        }

        _trace?.Visit(ref fields);
        fields.VisitEnd();
    }

    /// <summary>One wave is followed: of the first device that sends one, until it is silent or released.</summary>
    private bool Belongs(string device, double rate, SiloTime now)
    {
        if (_trace is not null && _trace.Device != device && now - _heardAt < ReportInterval.Shortest)
        {
            return false;
        }

        if (_trace is null || _trace.Device != device || !_trace.Rate.Equals(rate))
        {
            _trace = new BreathTrace(device, rate);
        }

        return true;
    }

    private void FollowRate(in Reading rate)
    {
        if (!rate.Present || rate.Value >= 1)
        {
            _isZero = false;
        }
        else if (!_isZero)
        {
            (_isZero, _zeroSince, _zeroPacket) = (true, rate.At, rate.Packet);
        }
    }

    private void Begin(in Turn turn, in Reading rate, bool isSeen, AlarmBoard alarms)
    {
        var device = isSeen ? _trace!.Device : rate.Device;
        var source = AlarmSource.OfDevice(AlarmKind.Apnoea, device);
        if (_alarming.Length > 0)
        {
            return;
        }

        var (packet, mark) = isSeen ? (_packet, _trace!.LastBreath) : (_zeroPacket, (long)Vital.RespiratoryRate);
        var without = isSeen ? TimeSpan.FromSeconds(_trace!.SecondsWithout) : turn.Now - _zeroSince;
        var id = new EffectId(turn.Episode, Rule.AlarmBase + (int)AlarmKind.Apnoea, device, packet, mark);
        var onset = new AlarmOnset(id, AlarmRules.PriorityOf(AlarmKind.Apnoea), Math.Round(without.TotalSeconds, 1), Delay.TotalSeconds, turn.Now + -without);
        alarms.Begin(turn, source, onset);
        _alarming = device;
    }

    private void End(in Turn turn, AlarmBoard alarms)
    {
        alarms.End(turn, AlarmSource.OfDevice(AlarmKind.Apnoea, _alarming));
        _alarming = "";
    }
}
