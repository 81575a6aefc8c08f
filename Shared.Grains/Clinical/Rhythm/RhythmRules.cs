namespace OrleansCare.Clinical.Rhythm;

/// <summary>
/// Every number of the calls that rest on beat classes and intervals. Definitions of couplet, run, bigeminy, trigeminy and PVC rate: those of bedside
/// monitors (Mindray V series, operating instructions 9.7.2; Welch Allyn Acuity, table 5; Edan Elite V6), which agree.
/// </summary>
public static class RhythmRules
{
    /// <summary>Three ventricular beats in a row are a run, two a couplet.</summary>
    public const int RunBeats = 3;

    /// <summary>Ventricular tachycardia: so many ventricular beats in a row (PhysioNet/CinC Challenge 2015), from <see cref="TachycardiaRate"/> on.</summary>
    public const int TachycardiaBeats = 5;

    /// <summary>Beats per minute over the newest <see cref="TachycardiaBeats"/>.</summary>
    public const double TachycardiaRate = 100;

    /// <summary>Bigeminy and trigeminy: three cycles.</summary>
    public const int Cycles = 3;

    /// <summary>Frequent: more ventricular beats than this in a minute, the default of bedside monitors (limits of 1 to 30 are offered).</summary>
    public const int FrequentPerMinute = 10;

    /// <summary>Frequent ends below this. Hysteresis chosen here.</summary>
    public const int FrequentEndsBelow = 8;

    /// <summary>Pause: an interval of at least 3 s (ACC/AHA/HRS bradycardia guideline, Kusumoto 2018, 4.1). From 4 s on it is asystole.</summary>
    public const double PauseSeconds = 3;

    /// <summary>A call about something that is over at once stays for a minute, and its like within it make no further one. Chosen here, to be confirmed by site.</summary>
    public const double HoldSeconds = 60;

    /// <summary>The model's answer is waited for so long; then the beat is unsure. Chosen here: five beats at 100 /min and this stay below the 10 s of IEC 60601-2-27.</summary>
    public const double LongestAnswerSeconds = 2;

    /// <summary>Intervals that judge atrial fibrillation (Dash 2009, Annals of Biomedical Engineering 37:1701): one to two minutes, as monitors take.</summary>
    public const int IrregularIntervals = 128;

    /// <summary>Intervals beside ventricular or unsure beats are left out; with more than a third of them nothing is judged. Chosen here.</summary>
    public const int IrregularWithin = 192;

    /// <summary>Root mean square of successive differences by the mean interval, above (Dash 2009).</summary>
    public const double IrregularRmssd = 0.1;

    /// <summary>Shannon entropy of the intervals in 16 bins without the 8 longest and 8 shortest, above (Dash 2009).</summary>
    public const double IrregularEntropy = 0.7;

    /// <summary>Share of turning points among the intervals: chance has 2/3, a pattern that repeats more or less (Dash 2009).</summary>
    public const double FewestTurns = 0.54;

    public const double MostTurns = 0.77;

    /// <summary>Coefficient of sample entropy, above (Lake and Moorman 2011, for 12 beats; on 128 it is the sharper).</summary>
    public const double IrregularSampleEntropy = -1.4;

    /// <summary>Two intervals that differ by no more are alike (30 ms: Lake and Moorman 2011).</summary>
    public const double AlikeSeconds = 0.03;

    /// <summary>So many beats in a row must be judged regular before the call ends. Hysteresis chosen here.</summary>
    public const int RegularBeats = 16;
}
