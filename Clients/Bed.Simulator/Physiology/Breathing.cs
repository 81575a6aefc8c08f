namespace OrleansCare.BedSimulator.Physiology;

/// <summary>Breaths as a phase that grows by one with each; integrated once per step so that a changing rate makes no jump.</summary>
public sealed class Breathing(ScenarioCourse course)
{
    private const double Step = 0.25;
    private const int Window = 32;

    private readonly double[] _phase = new double[Window];
    private int _steps;

    /// <summary>Breaths since the start; the fraction is the phase. Exact for times from 7 s ago on.</summary>
    public double PhaseAt(double seconds)
    {
        var step = (int)(seconds / Step);
        while (_steps <= step)
        {
            _phase[(_steps + 1) % Window] = _phase[_steps % Window] + (course.At(_steps * Step).RespiratoryRate / 60 * Step);
            _steps++;
        }

        var from = _phase[step % Window];
        return from + ((_phase[(step + 1) % Window] - from) * ((seconds / Step) - step));
    }

    /// <summary>Breaths per minute over the last 4 s, as counted from the phase.</summary>
    public double RateAt(double seconds)
    {
        var from = Math.Max(0, seconds - 4);
        return seconds <= from ? course.At(0).RespiratoryRate : (PhaseAt(seconds) - PhaseAt(from)) / (seconds - from) * 60;
    }
}
