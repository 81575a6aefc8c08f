namespace OrleansCare.BedSimulator.Waves;

/// <summary>One wave of the ECG as a sum of Gaussians, sampled once at 500 Hz in leads I and II (III is II - I, after Einthoven).</summary>
internal sealed class EcgShape
{
    public const int Rate = 500;

    private EcgShape(float[] leadI, float[] leadII, int centre)
    {
        LeadI = leadI;
        LeadII = leadII;
        Centre = centre;
    }

    public static EcgShape P { get; } = Make(new Bump(0, 0.022, 0.08, 0.14));

    public static EcgShape Qrs { get; } = Make(
        new Bump(-0.028, 0.009, -0.05, -0.09), new Bump(0, 0.011, 0.62, 1.10), new Bump(0.030, 0.010, -0.10, -0.22));

    public static EcgShape T { get; } = Make(new Bump(0, 0.050, 0.18, 0.30), new Bump(0.035, 0.035, 0.05, 0.08));

    /// <summary>Without P, 160 ms wide, T against the main deflection.</summary>
    public static EcgShape VentricularQrs { get; } = Make(
        new Bump(-0.010, 0.038, -0.75, 1.45), new Bump(0.085, 0.040, 0.30, -0.75));

    public static EcgShape VentricularT { get; } = Make(new Bump(0, 0.065, 0.28, -0.48));

    /// <summary>mV; index <see cref="Centre"/> is the wave's time.</summary>
    public float[] LeadI { get; }

    public float[] LeadII { get; }

    public int Centre { get; }

    private static EcgShape Make(params ReadOnlySpan<Bump> bumps)
    {
        var reach = 0.0;
        foreach (var bump in bumps)
        {
            reach = Math.Max(reach, Math.Abs(bump.At) + (4 * bump.Width));
        }

        var centre = (int)Math.Ceiling(reach * Rate);
        var (one, two) = (new float[(2 * centre) + 1], new float[(2 * centre) + 1]);
        for (var i = 0; i < one.Length; i++)
        {
            foreach (var bump in bumps)
            {
                var distance = (((double)(i - centre) / Rate) - bump.At) / bump.Width;
                var height = Math.Exp(-distance * distance / 2);
                one[i] += (float)(bump.LeadI * height);
                two[i] += (float)(bump.LeadII * height);
            }
        }

        return new EcgShape(one, two, centre);
    }

    /// <param name="At">Seconds from the wave's time.</param>
    /// <param name="Width">Standard deviation in seconds.</param>
    private readonly record struct Bump(double At, double Width, double LeadI, double LeadII);
}
