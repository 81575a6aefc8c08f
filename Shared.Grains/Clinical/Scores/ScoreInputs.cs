namespace OrleansCare.Clinical.Scores;

/// <summary>One input of a score: a value that counts, one that is too old, or none.</summary>
internal readonly record struct ScoreInput<T>(T? Value, bool WasKnown)
    where T : struct;

/// <summary>The patient as scores see it: one-minute medians and what staff entered. Units: /min, %, mmHg, degrees Celsius.</summary>
internal readonly record struct ScoreInputs(
    ScoreInput<double> RespiratoryRate, ScoreInput<double> Spo2, ScoreInput<bool> OnOxygen, ScoreInput<double> SystolicPressure, ScoreInput<double> Pulse,
    ScoreInput<Consciousness> Consciousness, ScoreInput<double> Temperature, ScoreInput<PaediatricObservation> Observed);

/// <summary>Adds up points and remembers what could not be scored.</summary>
internal sealed class ScoreSum
{
    private readonly List<ScoreParameter> _missing = [];
    private readonly List<ScoreParameter> _stale = [];

    public double Points { get; private set; }

    public void Add<T>(ScoreParameter parameter, ScoreInput<T> input, Func<T, int> points)
        where T : struct
    {
        if (input.Value is { } value)
        {
            Points += points(value);
        }
        else
        {
            Lack(parameter, input.WasKnown);
        }
    }

    public void Have(int points) => Points += points;

    public void Lack(ScoreParameter parameter, bool wasKnown = false, int atLeast = 0)
    {
        Points += atLeast;
        (wasKnown ? _stale : _missing).Add(parameter);
    }

    public NamedScore Named(ScoreName name, ScoreBand band) => new(name, Points, band, _missing, _stale);

    /// <summary>As it would be charted: half away from zero.</summary>
    public static int Charted(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);
}
