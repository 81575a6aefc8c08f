using OrleansCare.BedSimulator.Identity;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.BedSimulator.Waves;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Devices;

/// <summary>2,000 samples a second and ten numerics, all from one beat schedule. The same scenario and seed give the same measurements.</summary>
public sealed class SyntheticBed : IBedSource
{
    private const int StepsPerSecond = 4;
    private const int EcgStep = EcgSignal.Rate / StepsPerSecond;
    private const double PressureGain = 0.02;
    private const double PlethGain = 0.0005;
    private const int CuffEverySteps = 30 * StepsPerSecond;
    private const int FirstCuffStep = 6 * StepsPerSecond;

    private readonly ScenarioCourse _course;
    private readonly Breathing _breathing;
    private readonly BeatSchedule _beats;
    private readonly EcgSignal _ecg;
    private readonly PulseSignal _pressure = new(transit: 0.18, floor: 18);
    private readonly PulseSignal _pleth = new(transit: 0.26, floor: 0);
    private readonly Queue<Beat> _coming = new();
    private readonly Queue<double> _ectopics = new();
    private readonly RateMeter _heartRate = new();
    private readonly RateMeter _arterialRate = new();
    private readonly RateMeter _pulseRate = new();
    private readonly PressureMeter _pressures = new();
    private readonly short[][] _leads = [new short[EcgStep], new short[EcgStep], new short[EcgStep]];
    private readonly double[] _values = new double[(PulseSignal.Rate / StepsPerSecond) + 1];
    private readonly short[] _pressureSamples = new short[(PulseSignal.Rate / StepsPerSecond) + 1];
    private readonly short[] _plethSamples = new short[(PulseSignal.Rate / StepsPerSecond) + 1];
    private readonly Measurement?[] _measured;
    private Dice _dice;
    private long _step;

    /// <param name="thermometer">A third device measures the temperature instead of the monitor.</param>
    public SyntheticBed(Scenario scenario, ulong seed, bool thermometer = false)
    {
        _dice = new Dice(seed);
        _course = new ScenarioCourse(scenario, new Dice(_dice.NextBits()));
        _breathing = new Breathing(_course);
        _beats = new BeatSchedule(_course, new Breathing(_course), new Dice(_dice.NextBits()));
        _ecg = new EcgSignal(new Dice(_dice.NextBits()));
        Devices = thermometer ? [DeviceKind.Monitor, DeviceKind.Oximeter, DeviceKind.Thermometer] : [DeviceKind.Monitor, DeviceKind.Oximeter];
        _measured = new Measurement?[Devices.Count];
    }

    public IReadOnlyList<DeviceKind> Devices { get; }

    /// <summary>R peaks of the last step, in seconds since the start: the truth that detectors are measured against.</summary>
    public List<Beat> LastBeats { get; } = [];

    public IReadOnlyList<Measurement?> Next()
    {
        var (from, to) = ((double)_step / StepsPerSecond, (double)(_step + 1) / StepsPerSecond);
        var state = _course.At(from);
        Schedule(to, state);
        var leads = TakeLeads(from, to, state);
        var firstPulse = _step * PulseSignal.Rate / StepsPerSecond;
        var count = (int)(((_step + 1) * PulseSignal.Rate / StepsPerSecond) - firstPulse);
        var pressure = TakePressure(firstPulse, count);
        var pleth = TakePleth(firstPulse, count);
        _step++;
        var onSecond = _step % StepsPerSecond == 0;
        _measured[0] = new Measurement(MonitorNumerics(to, state, onSecond), [.. leads, pressure]);
        _measured[1] = new Measurement(onSecond ? OximeterNumerics(to, state) : [], [pleth]);
        if (_measured.Length > 2)
        {
            _measured[2] = onSecond ? new Measurement([TemperatureOf(state)], []) : null;
        }

        return _measured;
    }

    private void Schedule(double to, in PatientState state)
    {
        while (_beats.Next(to + EcgSignal.Ahead) is { } beat)
        {
            _ecg.Add(beat);
            var now = _course.At(beat.At);
            var strength = beat.Ventricular ? 0.45 : 1;
            _pressure.Add(beat, now.Diastolic, now.Diastolic + ((now.Systolic - now.Diastolic) * strength));
            _pleth.Add(beat, 0.25, 0.25 + (0.75 * strength));
            _coming.Enqueue(beat);
        }

        LastBeats.Clear();
        while (_coming.TryPeek(out var due) && due.At < to)
        {
            LastBeats.Add(_coming.Dequeue());
            if (!state.LeadOff)
            {
                _heartRate.Add(due.At);
                if (due.Ventricular)
                {
                    _ectopics.Enqueue(due.At);
                }
            }
        }

        while (_ectopics.TryPeek(out var old) && old < to - 60)
        {
            _ectopics.Dequeue();
        }
    }

    private WaveformChunk[] TakeLeads(double from, double to, in PatientState state)
    {
        _ecg.Take(_leads[0], _leads[1], _leads[2], (_breathing.PhaseAt(from), _breathing.PhaseAt(to)), state.HeartStands ? 0.4 : 1);
        if (state.LeadOff)
        {
            foreach (var lead in _leads)
            {
                Array.Fill(lead, WaveformChunk.NoValue);
            }
        }

        var status = state.LeadOff ? SignalStatus.LeadOff : SignalStatus.Ok;
        WaveformChunk Chunk(int code, short[] samples) =>
            new(code, EcgSignal.Rate, _step * EcgStep, EcgSignal.Gain, 0, Unit.Millivolt, status, samples);
        return [Chunk(Mdc.EcgLeadI, _leads[0]), Chunk(Mdc.EcgLeadII, _leads[1]), Chunk(Mdc.EcgLeadIII, _leads[2])];
    }

    private WaveformChunk TakePressure(long first, int count)
    {
        var values = _values.AsSpan(0, count);
        _pressure.Take(values);
        var done = 0;
        foreach (var foot in _pressure.Begun)
        {
            _arterialRate.Add(foot);
            var at = Math.Clamp((int)Math.Ceiling((foot - ((double)first / PulseSignal.Rate)) * PulseSignal.Rate), done, count);
            _pressures.Add(values[done..at], newPulse: false);
            _pressures.Add([], newPulse: true);
            done = at;
        }

        _pressures.Add(values[done..], newPulse: false);
        for (var i = 0; i < count; i++)
        {
            _pressureSamples[i] = (short)Math.Round((values[i] + (0.15 * NoiseTable.At(first + i))) / PressureGain);
        }

        return new WaveformChunk(
            Mdc.ArterialPressure, PulseSignal.Rate, first, PressureGain, 0, Unit.MillimetreOfMercury, SignalStatus.Ok, _pressureSamples.AsMemory(0, count));
    }

    private WaveformChunk TakePleth(long first, int count)
    {
        var values = _values.AsSpan(0, count);
        _pleth.Take(values);
        foreach (var foot in _pleth.Begun)
        {
            _pulseRate.Add(foot);
        }

        for (var i = 0; i < count; i++)
        {
            _plethSamples[i] = (short)Math.Round((values[i] + (0.002 * NoiseTable.At(first + i + 997))) / PlethGain);
        }

        return new WaveformChunk(Mdc.Pleth, PulseSignal.Rate, first, PlethGain, 0, Unit.None, SignalStatus.Ok, _plethSamples.AsMemory(0, count));
    }

    private List<Numeric> MonitorNumerics(double now, in PatientState state, bool onSecond)
    {
        var numerics = new List<Numeric>();
        if (onSecond)
        {
            if (!state.LeadOff)
            {
                Add(numerics, Mdc.HeartRate, _heartRate.At(now), Unit.PerMinute);
                Add(numerics, Mdc.RespiratoryRate, _breathing.RateAt(now), Unit.PerMinute);
                Add(numerics, Mdc.VentricularEctopyRate, _ectopics.Count, Unit.PerMinute);
            }

            Add(numerics, Mdc.PulseRateArterial, _arterialRate.At(now), Unit.PerMinute);
            var pressure = _pressures.Current;
            Add(numerics, Mdc.ArterialSystolic, pressure?.Systolic, Unit.MillimetreOfMercury);
            Add(numerics, Mdc.ArterialDiastolic, pressure?.Diastolic, Unit.MillimetreOfMercury);
            Add(numerics, Mdc.ArterialMean, pressure?.Mean, Unit.MillimetreOfMercury);
            if (Devices.Count < 3)
            {
                numerics.Add(TemperatureOf(state));
            }
        }

        if (_step % CuffEverySteps == FirstCuffStep && _arterialRate.At(now) > 0 && _pressures.Current is { } arm)
        {
            Add(numerics, Mdc.NonInvasiveSystolic, arm.Systolic - 3, Unit.MillimetreOfMercury);
            Add(numerics, Mdc.NonInvasiveDiastolic, arm.Diastolic + 2, Unit.MillimetreOfMercury);
            Add(numerics, Mdc.NonInvasiveMean, arm.Mean, Unit.MillimetreOfMercury);
        }

        return numerics;
    }

    private List<Numeric> OximeterNumerics(double now, in PatientState state)
    {
        var numerics = new List<Numeric>();
        var rate = _pulseRate.At(now);
        if (rate > 0)
        {
            Add(numerics, Mdc.Spo2, Math.Min(100, state.Spo2 + (0.3 * _dice.NextNormal())), Unit.Percent);
            Add(numerics, Mdc.PulseRateOximeter, rate, Unit.PerMinute);
        }

        return numerics;
    }

    private Numeric TemperatureOf(in PatientState state) =>
        new(Mdc.Temperature, Math.Round(state.Temperature + (0.02 * _dice.NextNormal()), 1), Unit.Celsius);

    private static void Add(List<Numeric> numerics, int code, double? value, Unit unit)
    {
        if (value is { } known)
        {
            numerics.Add(new Numeric(code, Math.Round(known), unit));
        }
    }
}
