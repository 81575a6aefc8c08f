using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Brings a signal of any device rate to <see cref="Rate"/> Hz: low-pass, then straight lines between samples. A missing sample (NaN) makes
/// every output that would need it missing.
/// </summary>
internal struct Resampler
{
    /// <summary>
    /// QRS, fibrillation and pulse waves lie below 40 Hz (monitor band of IEC 60601-2-27), which 125 Hz hold: all constants in samples mean one thing at every bed.
    /// </summary>
    public const double Rate = 125;

    private const double CutOff = 40;

    private readonly double _step;
    private readonly bool _filters;
    private Biquad _lowPass;
    private bool _running;
    private double _before;
    private double _last;
    private double _position;

    /// <param name="rate">Hz of the device's signal.</param>
    public Resampler(double rate)
    {
        _step = rate / Rate;
        _filters = rate > 2.25 * CutOff;
        _lowPass = _filters ? Biquad.LowPass(rate, CutOff) : default;
        _before = double.NaN;
        _last = double.NaN;
    }

    public void Push(float value)
    {
        _before = _last;
        _position -= 1;
        if (!float.IsFinite(value))
        {
            _running = false;
            _last = double.NaN;
            return;
        }

        _last = !_filters ? value : _running ? _lowPass.Next(value) : _lowPass.Settle(value);
        _running = true;
    }

    /// <returns>False when the next output needs another sample.</returns>
    public bool Pull(out float value)
    {
        if (_position > 0)
        {
            value = 0;
            return false;
        }

        value = (float)(_last + (_position * (_last - _before)));
        _position += _step;
        return true;
    }

    public readonly bool IsConsistent => Math.Abs(_position) <= 2 * Math.Max(1, _step);

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _lowPass.Visit(ref codec);
        codec.Visit(ref _running);
        codec.Visit(ref _before);
        codec.Visit(ref _last);
        codec.Visit(ref _position);
    }
}
