using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Vitals;

/// <summary>The latest valid value of each vital sign. What has outlived its validity is gone, not old.</summary>
internal sealed class VitalBoard(DeviceWatch devices)
{
    private readonly Reading[] _readings = [.. Enumerable.Repeat(new Reading(), VitalRules.TableLength)];

    /// <summary>Whether the pulse shown came from the oximeter: the arterial line stands in only while the oximeter has none.</summary>
    private bool _pulseIsArterial;

    public ref readonly Reading this[Vital vital] => ref _readings[(int)vital];

    /// <summary>How long the present value stands after it came: not shorter than its device may be silent.</summary>
    public TimeSpan ValidityOf(Vital vital) => VitalRules.Validity(vital, TimeSpan.FromMicroseconds(_readings[(int)vital].Silence));

    public void Expire(SiloTime now)
    {
        for (var i = 1; i < _readings.Length; i++)
        {
            if (_readings[i].Present && now - _readings[i].At > ValidityOf((Vital)i))
            {
                _readings[i] = new Reading();
            }
        }
    }

    /// <summary>
    /// A number that is older than what is shown of its vital is history, and so is a continuous one of more than a minute ago. A cuff's or a temperature is
    /// not before it has outlived its validity, which counts from when it was measured; told again, it is the same one.
    /// </summary>
    public Standing Take(int code, double value, DevicePacket packet, in Arrival arrival)
    {
        if (VitalRules.FromCode(code) is not { } vital || !double.IsFinite(value))
        {
            return Standing.None;
        }

        ref var reading = ref _readings[(int)vital];
        var isContinuous = VitalRules.IsContinuous(vital);
        if (isContinuous ? !arrival.IsLive : arrival.Now - arrival.MeasuredAt > VitalRules.Validity(vital, arrival.Silence))
        {
            return Standing.History;
        }

        if (reading.Present && arrival.MeasuredAt < devices.MeasuredAt(reading.Device, reading.DeviceTime, reading.At))
        {
            return Standing.History;
        }

        if (!isContinuous && reading.Present && packet.DeviceTime is { } time && reading.DeviceTime == time && reading.Device == packet.Device && reading.Value.Equals(value))
        {
            return Standing.Repeated;
        }

        if (vital == Vital.PulseRate)
        {
            var arterial = code == Mdc.PulseRateArterial;
            if (arterial && reading.Present && !_pulseIsArterial)
            {
                return Standing.None;
            }

            _pulseIsArterial = arterial;
        }

        reading.Present = true;
        reading.Value = value;
        reading.At = isContinuous ? arrival.Now : arrival.MeasuredAt;
        reading.Device = packet.Device;
        reading.Packet = packet.Sequence;
        reading.Silence = (long)arrival.Silence.TotalMicroseconds;
        reading.Stamp = packet.DeviceTime?.UnixMicroseconds ?? long.MinValue;
        return Standing.Current;
    }

    /// <summary>Forgets what a device measured that is no longer this patient's.</summary>
    public void Release(string device)
    {
        for (var i = 0; i < _readings.Length; i++)
        {
            if (_readings[i].Device == device)
            {
                _readings[i] = new Reading();
            }
        }
    }

    public void StepBack(SiloTime now)
    {
        foreach (ref var reading in _readings.AsSpan())
        {
            reading.At = reading.At > now ? now : reading.At;
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var rows = fields.VisitRows(_readings.Length, first: 12);
        foreach (ref var reading in _readings.AsSpan(0, rows))
        {
            reading.Visit(ref fields);
        }

        fields.Visit(ref _pulseIsArterial);
        fields.VisitEnd();
    }
}
