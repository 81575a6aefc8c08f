using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Respiration;

/// <summary>
/// Breaths of one respiration wave (thoracic impedance): smoothed, then each rise between two turning points that is large enough beside the patient's own
/// usual one. The heart moves the impedance too, by less: a rise below the share is no breath, and never becomes the usual one. A movement
/// cannot be told from a breath: the wait begins anew after it. Lead off, a gap, missing samples, full scale and a line that stands still far from
/// where the breaths were cannot be used: nothing is said until the wave is back, and after longer than a moment the breaths are learned anew.
/// Every figure is chosen here, tested on synthetic waves only, and to be confirmed by site. No allocation per sample.
/// </summary>
internal sealed class BreathTrace(string device, double rate)
{
    public const double LowestRate = 10;
    public const double HighestRate = 500;

    private const double CutOff = 2;

    /// <summary>Slower than 5 breaths a minute is a drift.</summary>
    private const double DriftCutOff = 0.08;
    private const double LearnSeconds = 10;
    private const double ForgetSeconds = 2;
    private const double FlatSeconds = 2;
    private const double BreathShare = 0.35;
    private const double TurnShare = 0.15;

    /// <summary>After this long without falling again, what rose was no breath: the wave settles where the last one ended.</summary>
    private const double FallWithinSeconds = 5;

    private const double Follow = 1.0 / 8;
    private const double BaseSeconds = 30;
    private const double RailShare = 2;
    private const int EnoughBreaths = 4;

    /// <summary>While the breaths are not known yet the usual rise falls to a tenth in about 22 s, and follows fast: it was learned from a drift or a movement.</summary>
    private const double FallPerSecond = 0.9;
    private const double FollowUnknown = 1.0 / 2;

    private readonly double _smoothing = ShareOf(CutOff, rate);
    private readonly double _drifting = ShareOf(DriftCutOff, rate);
    private long _next = -1;
    private long _waitingSince;
    private long _learned;
    private long _unusable;
    private long _still;
    private short _last;
    private double _low;
    private double _middle;
    private double _drift;
    private double _smooth;
    private double _base;
    private double _least;
    private double _most;
    private double _usual;
    private bool _rises;
    private double _top;
    private long _topAt;
    private double _bottom;
    private int _breaths;

    public string Device => device;

    public double Rate => rate;

    /// <summary>The wave can be used now and shows this patient's breaths.</summary>
    public bool IsTrustworthy => _unusable == 0 && _breaths >= EnoughBreaths;

    /// <summary>Since the last breath, or since the wave could be used again.</summary>
    public double SecondsWithout => (_next - _waitingSince) / rate;

    /// <summary>The device's sample of the last breath, or of the wave's return.</summary>
    public long LastBreath => _waitingSince;

    public void Take(WaveformChunk chunk)
    {
        if (_next >= 0 && chunk.FirstSample != _next)
        {
            Miss(chunk.FirstSample < _next ? (long)(rate * ForgetSeconds) : chunk.FirstSample - _next);
        }

        _next = chunk.FirstSample;
        var samples = chunk.Samples.Span;
        foreach (var raw in samples)
        {
            var value = (raw * chunk.Gain) + chunk.Offset;
            if (chunk.Status != SignalStatus.Ok || raw is WaveformChunk.NoValue or short.MaxValue or short.MinValue + 1 || IsStuck(raw, value))
            {
                Miss(1);
            }
            else
            {
                Take(value);
            }

            _next++;
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _next);
        fields.Visit(ref _waitingSince);
        fields.Visit(ref _learned);
        fields.Visit(ref _unusable);
        fields.Visit(ref _still);
        int last = _last;
        fields.Visit(ref last);
        _last = (short)last;
        fields.Visit(ref _low);
        fields.Visit(ref _middle);
        fields.Visit(ref _drift);
        fields.Visit(ref _smooth);
        fields.Visit(ref _base);
        fields.Visit(ref _least);
        fields.Visit(ref _most);
        fields.Visit(ref _usual);
        fields.Visit(ref _rises);
        fields.Visit(ref _top);
        fields.Visit(ref _topAt);
        fields.Visit(ref _bottom);
        fields.Visit(ref _breaths);
        fields.VisitEnd();
    }

    /// <summary>Of each new sample, for a low-pass of one pole.</summary>
    private static double ShareOf(double cutOff, double rate) => 2 * Math.PI * cutOff / ((2 * Math.PI * cutOff) + rate);

    private bool IsStuck(short raw, double value)
    {
        _still = raw == _last ? _still + 1 : 0;
        _last = raw;
        return _usual > 0 && _still >= FlatSeconds * rate && Math.Abs(value - _base) > RailShare * _usual;
    }

    private void Miss(long samples)
    {
        _unusable += samples;
        if (_unusable >= ForgetSeconds * rate)
        {
            (_usual, _learned, _breaths) = (0, 0, 0);
        }
    }

    private void Take(double value)
    {
        if (_unusable > 0 || _learned == 0)
        {
            _unusable = 0;
            _waitingSince = _next;
            (_low, _middle, _drift, _smooth, _top, _bottom, _rises) = (value, value, value, 0, 0, 0, false);
            if (_learned == 0)
            {
                (_base, _least, _most) = (value, 0, 0);
            }
        }

        _learned++;
        _low += _smoothing * (value - _low);
        _middle += _smoothing * (_low - _middle);
        _drift += _drifting * (_middle - _drift);
        _base += (_middle - _base) / (BaseSeconds * rate);
        _smooth = _middle - _drift;
        if (_learned < LearnSeconds * rate)
        {
            (_least, _most) = (Math.Min(_least, _smooth), Math.Max(_most, _smooth));
            return;
        }

        if (_usual <= 0)
        {
            (_usual, _top, _bottom) = (_most - _least, _smooth, _smooth);
            _waitingSince = _next;
        }

        if (_breaths < EnoughBreaths)
        {
            _usual *= 1 - ((1 - FallPerSecond) / rate);
        }

        Turn();
    }

    private void Turn()
    {
        var turn = TurnShare * _usual;
        if (!_rises)
        {
            _bottom = Math.Min(_bottom, _smooth);
            if (_smooth - _bottom > turn)
            {
                (_rises, _top, _topAt) = (true, _smooth, _next);
            }

            return;
        }

        if (_smooth > _top)
        {
            (_top, _topAt) = (_smooth, _next);
        }
        else if (_next - _topAt > FallWithinSeconds * rate)
        {
            (_rises, _bottom) = (false, _smooth);
        }
        else if (_top - _smooth > turn)
        {
            _rises = false;
            Weigh(_top - _bottom);
            _bottom = _smooth;
        }
    }

    private void Weigh(double rise)
    {
        if (rise < BreathShare * _usual)
        {
            return;
        }

        _waitingSince = _next;
        if (_breaths < EnoughBreaths)
        {
            _breaths++;
            _usual += FollowUnknown * (rise - _usual);
        }
        else
        {
            _usual += Follow * (Math.Min(rise, 2 * _usual) - _usual);
        }
    }
}
