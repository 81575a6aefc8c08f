namespace OrleansCare.Clinical.Tests.Ecg;

/// <summary>An ECG of parabolic bumps in plain arithmetic, so that it has the same bits on every machine.</summary>
internal sealed class SyntheticEcg(double rate)
{
    private readonly List<(double At, double Qrs, bool Wide)> _beats = [];
    private uint _noise = 12345;

    public double Rate => rate;

    public double TWave { get; init; } = 0.25;

    public double Noise { get; init; } = 0.005;

    public SyntheticEcg Beats(double from, double to, double perMinute, double qrs = 1.0)
    {
        for (var at = from; at < to; at += 60 / perMinute)
        {
            _beats.Add((at, qrs, false));
        }

        return this;
    }

    public SyntheticEcg Wide(double at, double qrs = 1.8)
    {
        _beats.Add((at, qrs, true));
        return this;
    }

    public IEnumerable<double> Times => _beats.Select(beat => beat.At).Order();

    public float[] Render(double seconds)
    {
        var samples = new float[(int)(seconds * rate)];
        foreach (var (at, qrs, wide) in _beats)
        {
            Bump(samples, at - 0.16, 0.05, wide ? 0 : 0.1);
            Bump(samples, at, wide ? 0.09 : 0.03, qrs);
            Bump(samples, at + (wide ? 0.16 : 0.045), wide ? 0.1 : 0.025, wide ? -0.5 * qrs : -0.25 * qrs);
            Bump(samples, at + 0.28, 0.08, TWave);
        }

        for (var i = 0; i < samples.Length; i++)
        {
            _noise = (_noise * 1664525) + 1013904223;
            samples[i] += (float)(Noise * (((_noise >> 8) / 8388608.0) - 1));
        }

        return samples;
    }

    private void Bump(float[] samples, double centre, double halfWidth, double height)
    {
        var last = Math.Min(samples.Length - 1, (int)((centre + halfWidth) * rate));
        for (var i = Math.Max(0, (int)((centre - halfWidth) * rate)); i <= last; i++)
        {
            var x = ((i / rate) - centre) / halfWidth;
            var fall = 1 - (x * x);
            samples[i] += fall > 0 ? (float)(height * fall * fall) : 0;
        }
    }
}
