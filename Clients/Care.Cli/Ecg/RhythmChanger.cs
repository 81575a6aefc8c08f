using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Ecg;

/// <summary>What <see cref="RhythmChanger"/> makes of a patient's sinus beats.</summary>
internal enum RhythmChange
{
    /// <summary>Supraventricular ectopic beats, alone and in runs, with other P waves and pauses, over a respiratory sinus arrhythmia.</summary>
    Ectopy,

    /// <summary>Intervals without order and no P waves: atrial fibrillation; the beats stay normal.</summary>
    Fibrillation,
}

/// <summary>
/// Gives training what few patients show: the same heart in another rhythm. The signal between two normal beats is stretched or shortened where the heart rests
/// (and the T wave too, when that is not enough), QRS complexes stay untouched. For training only; nothing is judged on it.
/// </summary>
internal sealed class RhythmChanger(EcgRecording source, RhythmChange change, int seed)
{
    private const double QrsSeconds = 0.08;
    private const double RecoverySeconds = 0.42;
    private const double AtrialSeconds = 0.22;
    private const double OnsetSeconds = 0.06;
    private const double ShortestRr = 0.27;
    private const double LongestRr = 2.2;

    private readonly Random _random = new(seed);
    private readonly List<float>[] _leads = [.. source.Leads.Select(lead => new List<float>(lead.Length))];
    private readonly List<WfdbAnnotation> _annotations = [];
    private int _left;
    private double _factor = 1;
    private bool _pause;
    private double _breath;
    private double _disorder = 0.2;
    private double _restless = 0.06;

    /// <summary>The changed recording and its annotations; beats that are not normal, and what lies next to them, are as they were.</summary>
    public (EcgRecording Recording, IReadOnlyList<WfdbAnnotation> Annotations) Run(IReadOnlyList<WfdbAnnotation> annotations)
    {
        var marks = annotations.Where(annotation => annotation.IsBeat || annotation.IsFlutterOn || annotation.IsFlutterOff || annotation.Symbol == '~').ToArray();
        var first = (int)Math.Min(marks.Length > 0 ? marks[0].Sample : 0, source.Leads[0].Length);
        Copy(0, first);
        var symbol = marks.Length > 0 ? marks[0].Symbol : ' ';
        var rhythms = new Queue<WfdbAnnotation>(annotations.Where(annotation => annotation.Symbol == '+'));
        for (var i = 0; i + 1 < marks.Length; i++)
        {
            while (rhythms.TryPeek(out var rhythm) && rhythm.Sample <= marks[i].Sample)
            {
                _annotations.Add(rhythms.Dequeue() with { Sample = _leads[0].Count });
            }

            _annotations.Add(marks[i] with { Sample = _leads[0].Count, Symbol = symbol });
            symbol = marks[i + 1].Symbol;
            var (from, to) = ((int)marks[i].Sample, (int)marks[i + 1].Sample);
            if (IsNormal(marks[i]) && IsNormal(marks[i + 1]))
            {
                symbol = Change(from, to) ? 'A' : symbol;
            }
            else
            {
                Copy(from, to);
            }
        }

        return (source with { Leads = [.. _leads.Select(lead => lead.ToArray())] }, _annotations);
    }

    private static bool IsNormal(WfdbAnnotation mark) => mark.Symbol is 'N' or 'L' or 'R';

    // Writes from one peak up to the next; true when the next beat has become ectopic.
    private bool Change(int from, int to)
    {
        var rr = (to - from) / source.SampleRate;
        if (change == RhythmChange.Fibrillation)
        {
            _disorder = _random.NextDouble() < 0.005 ? 0.12 + (0.23 * _random.NextDouble()) : _disorder;
            Write(from, to, Math.Clamp(rr * Math.Exp(_disorder * Gaussian()), ShortestRr, LongestRr), atrial: 0, fibrillation: 0.04);
            return false;
        }

        _breath += 2 * Math.PI * rr / 4;
        var wanted = rr * (1 + (0.05 * Math.Sin(_breath)) + (0.01 * Gaussian()));
        _restless = _random.NextDouble() < 0.005 ? 0.5 * Math.Pow(_random.NextDouble(), 2) : _restless;
        if (_left == 0 && !_pause && _random.NextDouble() < _restless)
        {
            (_left, _factor) = (_random.NextDouble() < 0.6 ? 1 : _random.Next(2, 30), 0.5 + (0.34 * _random.NextDouble()));
        }

        if (_left > 0)
        {
            _pause = --_left == 0;
            var factor = _factor * (1 + (0.03 * Gaussian()));
            Write(from, to, Math.Clamp(rr * factor, ShortestRr, LongestRr), atrial: (2 * _random.NextDouble()) - 0.8, fibrillation: 0);
            return true;
        }

        wanted *= _pause ? 1 + (0.35 * _random.NextDouble()) : 1;
        _pause = false;
        Write(from, to, Math.Clamp(wanted, ShortestRr, LongestRr), atrial: 1, fibrillation: 0);
        return false;
    }

    private void Write(int from, int to, double wanted, double atrial, double fibrillation)
    {
        var rate = source.SampleRate;
        var length = (int)(wanted * rate);
        var (qrs, onset) = ((int)(QrsSeconds * rate), (int)(OnsetSeconds * rate));
        var before = Math.Min((int)(AtrialSeconds * rate), (to - from) / 3);
        var rest = length - qrs - before;
        var recovery = (int)(RecoverySeconds * rate);
        var phase = 2 * Math.PI * _random.NextDouble();
        for (var i = 0; i < length; i++)
        {
            var position = i < qrs ? i
                : i >= length - before ? to - from - (length - i)
                : Stretch(i - qrs, rest, to - from - qrs - before, recovery - qrs) + qrs;
            for (var lead = 0; lead < _leads.Length; lead++)
            {
                var samples = source.Leads[lead];
                var value = At(samples, from + position);
                var toNext = to - from - position;
                if (atrial is < 1 or > 1 && toNext < before && toNext > onset)
                {
                    var share = (before - toNext) / (before - onset);
                    var line = ((1 - share) * At(samples, to - before)) + (share * At(samples, to - onset));
                    value = line + (atrial * (value - line));
                }

                _leads[lead].Add((float)(value + (i > qrs && i < length - onset ? fibrillation * Math.Sin((2 * Math.PI * 6.3 * i / rate) + phase + lead) : 0)));
            }
        }
    }

    // Time within the heart's rest: T waves keep their length while there is room.
    private static double Stretch(int at, int length, int sourceLength, int recovery)
    {
        if (length <= recovery + 1 || sourceLength <= recovery + 1)
        {
            return (double)at * sourceLength / Math.Max(1, length);
        }

        return at < recovery ? at : recovery + ((double)(at - recovery) * (sourceLength - recovery) / (length - recovery));
    }

    private static double At(float[] samples, double position)
    {
        var left = (int)Math.Clamp(Math.Floor(position), 0, samples.Length - 2);
        return samples[left] + ((position - left) * (samples[left + 1] - samples[left]));
    }

    private void Copy(int from, int to)
    {
        for (var lead = 0; lead < _leads.Length; lead++)
        {
            _leads[lead].AddRange(source.Leads[lead].AsSpan(from, Math.Max(0, to - from)));
        }
    }

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
