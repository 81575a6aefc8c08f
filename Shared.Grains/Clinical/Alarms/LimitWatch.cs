using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Alarms;

/// <summary>
/// Limit alarms with delay and hysteresis. A value that stops coming ends the condition (a technical alarm tells of the silence; a high priority
/// alarm stays latched). The oximeter's pulse is watched only while there is no heart rate from the ECG.
/// </summary>
internal sealed class LimitWatch
{
    private readonly LimitRow[] _rows = new LimitRow[VitalRules.TableLength];
    private readonly AlarmLimits?[] _limits = new AlarmLimits?[VitalRules.TableLength];
    private readonly LimitEntry?[] _entries = new LimitEntry?[VitalRules.TableLength];
    private readonly LimitSide[] _low = new LimitSide[VitalRules.TableLength];
    private readonly LimitSide[] _high = new LimitSide[VitalRules.TableLength];

    public LimitWatch()
    {
        Reset();
    }

    public AgeGroup Group { get; private set; } = AgeGroup.Unknown;

    public IEnumerable<LimitSetting> Settings => DefaultLimits.Watched.Select(
        vital => new LimitSetting(vital, _limits[(int)vital]!, _rows[(int)vital], _entries[(int)vital]));

    /// <summary>The highest priority that a limit alarm of this kind can have now; null when no limit makes this kind.</summary>
    public AlarmPriority? PriorityOf(AlarmKind kind)
    {
        AlarmPriority? highest = null;
        foreach (var vital in DefaultLimits.Watched)
        {
            if ((KindOf(vital, low: true) == kind || KindOf(vital, low: false) == kind) && !(_limits[(int)vital]!.Priority <= highest))
            {
                highest = _limits[(int)vital]!.Priority;
            }
        }

        return highest;
    }

    /// <summary>Null when the vital is not watched.</summary>
    public LimitRefusal? Check(LimitsEntered asked) =>
        (uint)asked.Vital < (uint)_limits.Length && _limits[(int)asked.Vital] is not null ? _rows[(int)asked.Vital].Check(asked.Limits, asked.Reason) : null;

    /// <summary>An alarm that the new limits no longer justify ends; one that they justify is for <see cref="Evaluate(in Turn, VitalBoard, AlarmBoard)"/>. Nothing happens for a vital that is not watched or limits that are refused.</summary>
    /// <returns>Whether they hold now.</returns>
    public bool Enter(in Turn turn, LimitsEntered entered, VitalBoard vitals, AlarmBoard alarms)
    {
        if (Check(entered) != LimitRefusal.None)
        {
            return false;
        }

        _entries[(int)entered.Vital] = new LimitEntry(entered.By, turn.Now, entered.Reason);
        Set(turn, entered.Vital, entered.Limits, vitals, alarms);
        return true;
    }

    /// <summary>Another age group: its rows hold for every vital whose limits staff did not enter.</summary>
    public void Use(in Turn turn, AgeGroup group, VitalBoard vitals, AlarmBoard alarms)
    {
        if (group == Group)
        {
            return;
        }

        Group = group;
        foreach (var vital in DefaultLimits.Watched)
        {
            _rows[(int)vital] = DefaultLimits.For(vital, group)!;
            if (_entries[(int)vital] is null)
            {
                Set(turn, vital, _rows[(int)vital].Limits, vitals, alarms);
            }
        }
    }

    /// <summary>The defaults of the age group again.</summary>
    public void Reset()
    {
        foreach (var vital in DefaultLimits.Watched)
        {
            _rows[(int)vital] = DefaultLimits.For(vital, Group)!;
            _limits[(int)vital] = _rows[(int)vital].Limits;
            _entries[(int)vital] = null;
            _low[(int)vital].Phase = LimitPhase.Within;
            _high[(int)vital].Phase = LimitPhase.Within;
        }
    }

    /// <summary>Looks at every watched vital; to be called with each input.</summary>
    public void Evaluate(in Turn turn, VitalBoard vitals, AlarmBoard alarms)
    {
        for (var i = 0; i < DefaultLimits.Watched.Count; i++)
        {
            var vital = DefaultLimits.Watched[i];
            if (vital == Vital.PulseRate && vitals[Vital.HeartRate].Present)
            {
                Evaluate(turn, vital, new Reading(), alarms);
            }
            else
            {
                Evaluate(turn, vital, vitals[vital], alarms);
            }
        }
    }

    public void StepBack(SiloTime now)
    {
        for (var i = 0; i < _low.Length; i++)
        {
            _low[i].Since = _low[i].Since > now ? now : _low[i].Since;
            _high[i].Since = _high[i].Since > now ? now : _high[i].Since;
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var group = Group;
        fields.VisitEnum(ref group);
        Group = group;
        var rows = fields.VisitRows(DefaultLimits.Watched.Count, first: 9);
        for (var i = 0; i < DefaultLimits.Watched.Count; i++)
        {
            var index = (int)DefaultLimits.Watched[i];
            _rows[index] = DefaultLimits.For(DefaultLimits.Watched[i], Group)!;
            if (i >= rows)
            {
                _limits[index] = _rows[index].Limits;
                continue;
            }

            _limits[index] = VisitLimits(ref fields, _limits[index]!);
            _entries[index] = VisitEntry(ref fields, _entries[index]);
            _low[index].Visit(ref fields);
            _high[index].Visit(ref fields);
        }

        fields.VisitEnd();
    }

    private static AlarmKind KindOf(Vital vital, bool low) => vital switch
    {
        Vital.HeartRate or Vital.PulseRate => low ? AlarmKind.HeartRateLow : AlarmKind.HeartRateHigh,
        Vital.Spo2 => low ? AlarmKind.Spo2Low : AlarmKind.Spo2High,
        Vital.RespiratoryRate => low ? AlarmKind.RespiratoryRateLow : AlarmKind.RespiratoryRateHigh,
        Vital.ArterialSystolic or Vital.NonInvasiveSystolic => low ? AlarmKind.SystolicLow : AlarmKind.SystolicHigh,
        Vital.ArterialMean or Vital.NonInvasiveMean => low ? AlarmKind.MeanPressureLow : AlarmKind.MeanPressureHigh,
        _ => low ? AlarmKind.TemperatureLow : AlarmKind.TemperatureHigh,
    };

    private void Set(in Turn turn, Vital vital, AlarmLimits limits, VitalBoard vitals, AlarmBoard alarms)
    {
        var index = (int)vital;
        _limits[index] = limits;
        ref readonly var reading = ref vitals[vital];
        Leave(turn, ref _low[index], KindOf(vital, low: true), vital, reading.Present && reading.Value < limits.Low, alarms);
        Leave(turn, ref _high[index], KindOf(vital, low: false), vital, reading.Present && reading.Value > limits.High, alarms);
    }

    private void Evaluate(in Turn turn, Vital vital, in Reading reading, AlarmBoard alarms)
    {
        var limits = _limits[(int)vital]!;
        var (low, high) = (limits.Low ?? double.NegativeInfinity, limits.High ?? double.PositiveInfinity);
        var isLow = reading.Present && reading.Value < low;
        var isHigh = reading.Present && reading.Value > high;
        var cameBackUp = !reading.Present || reading.Value >= low + limits.Hysteresis;
        var cameBackDown = !reading.Present || reading.Value <= high - limits.Hysteresis;
        Step(turn, ref _low[(int)vital], KindOf(vital, low: true), vital, reading, isLow, cameBackUp, limits, low, alarms);
        Step(turn, ref _high[(int)vital], KindOf(vital, low: false), vital, reading, isHigh, cameBackDown, limits, high, alarms);
    }

    private static void Step(
        in Turn turn, ref LimitSide side, AlarmKind kind, Vital vital, in Reading reading, bool beyond, bool back, AlarmLimits limits, double limit,
        AlarmBoard alarms)
    {
        if (side.Phase == LimitPhase.Within && beyond)
        {
            // One packet cannot name two onsets: a second one, made by a change of limits, is named by the input that made it.
            var rule = Rule.AlarmBase + (int)kind;
            var id = new EffectId(turn.Episode, rule, reading.Device, reading.Packet, (int)vital);
            var isSecond = id == side.Id;
            side.Phase = LimitPhase.Waiting;
            side.Since = isSecond ? turn.Now : reading.At;
            side.Id = isSecond ? turn.Id(rule, reading.Device) : id;
        }

        if (side.Phase == LimitPhase.Waiting && !beyond)
        {
            side.Phase = LimitPhase.Within;
        }

        if (side.Phase == LimitPhase.Waiting && turn.Now - side.Since >= limits.Delay)
        {
            side.Phase = LimitPhase.Beyond;
            alarms.Begin(turn, AlarmSource.OfLimit(kind, vital), new AlarmOnset(side.Id, limits.Priority, reading.Value, limit, side.Since));
        }

        if (side.Phase == LimitPhase.Beyond && back)
        {
            side.Phase = LimitPhase.Within;
            alarms.End(turn, AlarmSource.OfLimit(kind, vital));
        }
    }

    private static void Leave(in Turn turn, ref LimitSide side, AlarmKind kind, Vital vital, bool stillBeyond, AlarmBoard alarms)
    {
        if (stillBeyond)
        {
            return;
        }

        if (side.Phase == LimitPhase.Beyond)
        {
            alarms.End(turn, AlarmSource.OfLimit(kind, vital));
        }

        side.Phase = LimitPhase.Within;
    }

    private static LimitEntry? VisitEntry<T>(ref T fields, LimitEntry? entry)
        where T : IRecordFields, allows ref struct
    {
        var (present, by, at, reason) = (entry is not null, entry?.By ?? "", entry?.At ?? default, entry?.Reason ?? "");
        fields.Visit(ref present);
        fields.Visit(ref by);
        fields.Visit(ref at);
        fields.Visit(ref reason);
        fields.VisitEnd();
        return present ? new LimitEntry(by, at, reason) : null;
    }

    private static AlarmLimits VisitLimits<T>(ref T fields, AlarmLimits limits)
        where T : IRecordFields, allows ref struct
    {
        var (low, high, delay, hysteresis, priority) = (limits.Low, limits.High, limits.Delay.Ticks, limits.Hysteresis, limits.Priority);
        AlarmRecord.VisitOptional(ref fields, ref low);
        AlarmRecord.VisitOptional(ref fields, ref high);
        fields.Visit(ref delay);
        fields.Visit(ref hysteresis);
        fields.VisitEnum(ref priority);
        fields.VisitEnd();
        return new AlarmLimits(low, high, TimeSpan.FromTicks(delay), hysteresis, priority);
    }
}
