namespace OrleansCare.Clinical.Ecg;

/// <summary>A QRS, as soon as it is certain (about 0.3 s after its peak; later when found by search-back).</summary>
/// <param name="SampleIndex">Of the R peak (largest deflection) in the device's stream.</param>
/// <param name="RrSeconds">Since the QRS before; NaN when there was none or the signal was interrupted.</param>
/// <param name="BySearchBack">Found below the threshold after a QRS was overdue.</param>
public readonly record struct BeatDetected(long SampleIndex, double RrSeconds, bool BySearchBack);

/// <summary>A QRS whose window is complete and whose successor is known (or has not come for <see cref="BeatInput.NextBeatSeconds"/>): 0.5 to 1.4 s after the peak; every <see cref="BeatDetected"/> gets exactly one.</summary>
/// <param name="SampleIndex">The same as in <see cref="BeatDetected"/>.</param>
/// <param name="RrSeconds">The same as in <see cref="BeatDetected"/>.</param>
/// <param name="Lead">0 to 2: the lead the input was taken from.</param>
/// <param name="Reason">Whether there is an input for the model, and if not, why: then the beat is unsure, without inference.</param>
/// <param name="InputIndex">For <see cref="EcgFindings.Input"/>; -1 when there is none.</param>
public readonly record struct BeatReady(long SampleIndex, double RrSeconds, int Lead, BeatReason Reason, int InputIndex)
{
    public bool HasInput => InputIndex >= 0;
}

/// <summary>Frozen numbers.</summary>
public enum BeatReason
{
    Analysable = 0,

    /// <summary>The patient's usual beat is not known yet (start, or another lead).</summary>
    Learning = 1,

    /// <summary>The lead was missing, off, flat or saturated within the window.</summary>
    BadSignal = 2,

    Noisy = 3,

    /// <summary>Found too late: the samples are gone.</summary>
    TooLate = 4,
}

/// <summary>Frozen numbers.</summary>
public enum RhythmKind
{
    Asystole = 1,
    ExtremeBradycardia = 2,
    ExtremeTachycardia = 3,

    /// <summary>Technical: no lead is usable. While active, none of the others can begin, and running ones are neither confirmed nor ended.</summary>
    NoUsableSignal = 4,
}

/// <summary>A condition began or ended.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Active">True at the beginning, false at the end.</param>
/// <param name="OnsetSample">Asystole: the last QRS (or the first usable sample); rates: the first beat counted; equal in the beginning and the end: an identity.</param>
/// <param name="DecidedSample">The sample that decided; the difference is the detection time.</param>
/// <param name="Value">Rates: beats per minute; asystole: seconds without QRS so far.</param>
public readonly record struct RhythmFinding(RhythmKind Kind, bool Active, long OnsetSample, long DecidedSample, double Value);

/// <summary>What one call found, in order of decision. The caller owns it and passes it again and again; <see cref="EcgAnalyzer.Process"/> empties it first.</summary>
public sealed class EcgFindings
{
    private float[] _inputs = new float[4 * BeatInput.Length];
    private int _inputCount;

    public List<BeatDetected> Detected { get; } = new(16);

    public List<BeatReady> Ready { get; } = new(16);

    public List<RhythmFinding> Rhythm { get; } = new(4);

    /// <summary>The model's input of a beat, <see cref="BeatInput.Length"/> floats; valid until the next call.</summary>
    public ReadOnlySpan<float> Input(BeatReady beat) => _inputs.AsSpan(beat.InputIndex * BeatInput.Length, BeatInput.Length);

    internal void Clear()
    {
        Detected.Clear();
        Ready.Clear();
        Rhythm.Clear();
        _inputCount = 0;
    }

    internal Span<float> AddInput(out int index)
    {
        if ((_inputCount + 1) * BeatInput.Length > _inputs.Length)
        {
            Array.Resize(ref _inputs, 2 * _inputs.Length);
        }

        index = _inputCount++;
        return _inputs.AsSpan(index * BeatInput.Length, BeatInput.Length);
    }
}
