using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>
/// Couplets, runs, bigeminy and trigeminy, frequent ventricular beats, pauses, irregular rhythm, and ventricular tachycardia by the model's classes.
/// Classes come as inputs; a beat whose answer is late is unsure. While nothing can be read, calls stay as they are, but for those that are over by time.
/// </summary>
internal sealed class BeatRhythmWatch(AlarmBoard alarms)
{
    public static readonly AlarmKind[] Kinds =
    [
        AlarmKind.VentricularCouplet, AlarmKind.VentricularRun, AlarmKind.VentricularBigeminy, AlarmKind.VentricularTrigeminy,
        AlarmKind.FrequentVentricularBeats, AlarmKind.Pause, AlarmKind.AtrialFibrillation,
    ];

    private static readonly AlarmKind[] Held = [AlarmKind.VentricularCouplet, AlarmKind.VentricularRun, AlarmKind.Pause];

    private readonly BeatTrail _beats = new();
    private readonly long[] _heldUntil = new long[Held.Length];
    private double _tachycardia = double.NaN;
    private int _regular;

    /// <summary>Beats per minute while ventricular tachycardia lasts by the classes, else NaN.</summary>
    public double TachycardiaRate => _tachycardia;

    public void Add(in RhythmBeat beat) => _beats.Add(beat);

    public void Answer(in EffectId beat, BeatClass answer) => _beats.Answer(beat.Sample, answer);

    /// <summary>To be called with each packet.</summary>
    /// <param name="stream">The ECG that is analysed.</param>
    /// <param name="isAdult">The rules are validated on nobody else: without it nothing is called.</param>
    /// <param name="isPaced">The model was trained on no paced beat: its classes are not taken then.</param>
    public void Take(in Turn turn, EcgStream stream, bool isAdult, bool isPaced)
    {
        while (_beats.Settle(stream.NextSample))
        {
            if (isAdult)
            {
                Settled(turn, stream, isPaced);
            }
        }

        if (!isAdult)
        {
            EndAll(turn, stream.Device);
        }
        else if (isPaced)
        {
            EndOfClasses(turn, stream.Device);
        }

        for (var i = 0; i < Held.Length; i++)
        {
            if (stream.NextSample >= _heldUntil[i])
            {
                alarms.End(turn, AlarmSource.OfDevice(Held[i], stream.Device));
            }
        }
    }

    /// <summary>The ECG is no longer analysed.</summary>
    public void Stop(in Turn turn, string device)
    {
        EndAll(turn, device);
        Clear();
    }

    public void Clear()
    {
        _beats.Clear();
        Array.Clear(_heldUntil);
        (_tachycardia, _regular) = (double.NaN, 0);
    }

    public void StepBack(SiloTime now) => _beats.StepBack(now);

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        _beats.Visit(ref fields);
        foreach (ref var until in _heldUntil.AsSpan())
        {
            fields.Visit(ref until);
        }

        fields.Visit(ref _tachycardia);
        fields.Visit(ref _regular);
        fields.VisitEnd();
    }

    private void Settled(in Turn turn, EcgStream stream, bool isPaced)
    {
        if (_beats[0].Interval >= RhythmRules.PauseSeconds && _beats.Count > 1)
        {
            Hold(turn, stream, AlarmKind.Pause, _beats[1], _beats[0].Interval, RhythmRules.PauseSeconds);
        }

        if (isPaced)
        {
            return;
        }

        var run = BeatPatterns.RunLength(_beats);
        if (run >= RhythmRules.RunBeats)
        {
            Hold(turn, stream, AlarmKind.VentricularRun, _beats[run - 1], BeatPatterns.Rate(_beats, run), RhythmRules.TachycardiaRate);
        }
        else if (BeatPatterns.IsCouplet(_beats))
        {
            Hold(turn, stream, AlarmKind.VentricularCouplet, _beats[2], value: null, limit: null);
        }

        Tachycardia(run);
        Rhythm(turn, stream, AlarmKind.VentricularBigeminy, period: 2, BeatPatterns.IsBigeminy(_beats));
        Rhythm(turn, stream, AlarmKind.VentricularTrigeminy, period: 3, BeatPatterns.IsTrigeminy(_beats));
        Frequent(turn, stream);
        Irregular(turn, stream);
    }

    private void Tachycardia(int run)
    {
        var rate = run >= RhythmRules.TachycardiaBeats ? BeatPatterns.Rate(_beats, RhythmRules.TachycardiaBeats) : double.NaN;
        if (rate >= RhythmRules.TachycardiaRate)
        {
            _tachycardia = rate;
            return;
        }

        // One doubtful beat is not its end.
        var others = 0;
        for (var age = 0; age < 3 && age < _beats.Count; age++)
        {
            others += _beats[age].IsVentricular ? 0 : 1;
        }

        _tachycardia = others < 2 && !double.IsNaN(_beats[0].Interval) ? _tachycardia : double.NaN;
    }

    private void Rhythm(in Turn turn, EcgStream stream, AlarmKind kind, int period, bool begins)
    {
        var source = AlarmSource.OfDevice(kind, stream.Device);
        if (begins)
        {
            Begin(turn, stream, kind, _beats[(RhythmRules.Cycles * period) - 1], value: null, limit: null);
        }
        else if (!BeatPatterns.Continues(_beats, period))
        {
            alarms.End(turn, source);
        }
    }

    private void Frequent(in Turn turn, EcgStream stream)
    {
        var count = BeatPatterns.InMinute(_beats, stream.SampleRate);
        if (count > RhythmRules.FrequentPerMinute)
        {
            Begin(turn, stream, AlarmKind.FrequentVentricularBeats, _beats[0], count, RhythmRules.FrequentPerMinute);
        }
        else if (count < RhythmRules.FrequentEndsBelow)
        {
            alarms.End(turn, AlarmSource.OfDevice(AlarmKind.FrequentVentricularBeats, stream.Device));
        }
    }

    private void Irregular(in Turn turn, EcgStream stream)
    {
        var irregular = IrregularRhythm.IsIrregular(_beats);
        _regular = irregular == true ? 0 : Math.Min(_regular + 1, RhythmRules.RegularBeats);
        if (irregular == true)
        {
            Begin(turn, stream, AlarmKind.AtrialFibrillation, _beats[RhythmRules.IrregularIntervals], value: null, limit: null);
        }
        else if (_regular == RhythmRules.RegularBeats)
        {
            alarms.End(turn, AlarmSource.OfDevice(AlarmKind.AtrialFibrillation, stream.Device));
        }
    }

    private void Hold(in Turn turn, EcgStream stream, AlarmKind kind, in RhythmBeat onset, double? value, double? limit)
    {
        _heldUntil[Array.IndexOf(Held, kind)] = stream.NextSample + (long)(RhythmRules.HoldSeconds * stream.SampleRate);
        Begin(turn, stream, kind, onset, value, limit);
    }

    private void Begin(in Turn turn, EcgStream stream, AlarmKind kind, in RhythmBeat onset, double? value, double? limit)
    {
        var id = new EffectId(turn.Episode, Rule.AlarmBase + (int)kind, stream.Device, onset.Packet, onset.DeviceSample);
        alarms.Begin(turn, AlarmSource.OfDevice(kind, stream.Device), new AlarmOnset(id, AlarmRules.PriorityOf(kind), value, limit, onset.At));
    }

    private void EndAll(in Turn turn, string device)
    {
        EndOfClasses(turn, device);
        alarms.End(turn, AlarmSource.OfDevice(AlarmKind.Pause, device));
    }

    private void EndOfClasses(in Turn turn, string device)
    {
        _tachycardia = double.NaN;
        foreach (var kind in Kinds)
        {
            if (kind != AlarmKind.Pause)
            {
                alarms.End(turn, AlarmSource.OfDevice(kind, device));
            }
        }
    }
}
