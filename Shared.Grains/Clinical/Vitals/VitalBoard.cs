using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Vitals;

/// <summary>The latest valid value of each vital sign. What has outlived its validity is gone, not old.</summary>
internal sealed class VitalBoard
{
    private readonly Reading[] _readings = new Reading[VitalRules.TableLength];

    /// <summary>Whether the pulse shown came from the oximeter: the arterial line stands in only while the oximeter has none.</summary>
    private bool _pulseIsArterial;

    public VitalBoard()
    {
        Array.Fill(_readings, new Reading());
    }

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

    /// <param name="silence">How long the device may be silent.</param>
    /// <returns>The vital this number is now the value of, or null when it is none or gives way to a better source.</returns>
    public Vital? Take(int code, double value, SiloTime at, string device, long packet, TimeSpan silence)
    {
        if (VitalRules.FromCode(code) is not { } vital || !double.IsFinite(value))
        {
            return null;
        }

        if (vital == Vital.PulseRate)
        {
            var arterial = code == Mdc.PulseRateArterial;
            if (arterial && _readings[(int)vital].Present && !_pulseIsArterial)
            {
                return null;
            }

            _pulseIsArterial = arterial;
        }

        ref var reading = ref _readings[(int)vital];
        reading.Present = true;
        reading.Value = value;
        reading.At = at;
        reading.Device = device;
        reading.Packet = packet;
        reading.Silence = (long)silence.TotalMicroseconds;
        return vital;
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
