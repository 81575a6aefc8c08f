using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Devices;

/// <summary>
/// The patient is away: lost signals do not alarm. Physiologic alarms go on as long as anything is measured. It ends by itself when a continuous vital sign
/// has been back for <see cref="BackFor"/>, because a patient who is back and forgotten in standby is watched by nobody; staff who enter it before they
/// unplug have <see cref="LeaveWithin"/> for that.
/// </summary>
internal sealed class StandbyWatch
{
    /// <summary>Longer than a reading outlives its sensor, shorter than a nurse needs to leave the room. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan BackFor = TimeSpan.FromSeconds(10);

    /// <summary>To unplug a patient. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan LeaveWithin = TimeSpan.FromMinutes(3);

    private static readonly Vital[] Continuous = [Vital.HeartRate, Vital.PulseRate, Vital.Spo2, Vital.RespiratoryRate];

    private bool _hasLeft;
    private bool _isBack;
    private SiloTime _backSince;

    public Standby? Current { get; private set; }

    /// <returns>False when nothing changes.</returns>
    public bool Enter(StandbyEntered entered, SiloTime now)
    {
        if (!entered.Away)
        {
            var was = Current is not null;
            Clear();
            return was;
        }

        Current = new Standby(now, entered.By, entered.Reason);
        (_hasLeft, _isBack) = (false, false);
        return true;
    }

    /// <returns>True once, when the signals came back.</returns>
    public bool EndsNow(SiloTime now, VitalBoard vitals)
    {
        if (StandsFor(vitals) is not { } measured)
        {
            (_hasLeft, _isBack) = (true, false);
            return false;
        }

        if (!_isBack)
        {
            (_isBack, _backSince) = (true, now);
        }

        // What a device that reports seldom measured before the patient left still stands for a while.
        if (now - _backSince < (_hasLeft ? BackFor : measured > LeaveWithin ? measured + BackFor : LeaveWithin))
        {
            return false;
        }

        Clear();
        return true;
    }

    public void Clear()
    {
        Current = null;
        (_hasLeft, _isBack) = (false, false);
    }

    public void StepBack(SiloTime now)
    {
        _backSince = _backSince > now ? now : _backSince;
        Current = Current?.Since > now ? Current with { Since = now } : Current;
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var (present, since, by, reason) = (Current is not null, Current?.Since ?? default, Current?.By ?? "", Current?.Reason ?? "");
        fields.Visit(ref present);
        fields.Visit(ref since);
        fields.Visit(ref by);
        fields.Visit(ref reason);
        fields.Visit(ref _hasLeft);
        fields.Visit(ref _isBack);
        fields.Visit(ref _backSince);
        fields.VisitEnd();
        Current = present ? new Standby(since, by, reason) : null;
    }

    /// <returns>How long the continuous values stand that are there; null when there is none.</returns>
    private static TimeSpan? StandsFor(VitalBoard vitals)
    {
        TimeSpan? longest = null;
        foreach (var vital in Continuous)
        {
            if (vitals[vital].Present && !(vitals.ValidityOf(vital) <= longest))
            {
                longest = vitals.ValidityOf(vital);
            }
        }

        return longest;
    }
}
