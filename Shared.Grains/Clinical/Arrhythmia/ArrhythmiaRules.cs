namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Every number of the arrhythmia calls. Definitions of the five alarms: PhysioNet/CinC Challenge 2015 (Clifford et al., Computing in
/// Cardiology 2015;42:273). What contradicts an alarm follows from its definition; margins are chosen here, few and round; what they reach, and
/// that they were chosen with the records in view, stands in the README.
/// </summary>
public static class ArrhythmiaRules
{
    /// <summary>An alarm's event began at most 10 s before it (ANSI/AAMI EC13, IEC 60601-2-27); with the 4 s of the event itself this is what judging looks at.</summary>
    public const double LookBackSeconds = 14;

    /// <summary>The newest beat is certain only after it: its shape is complete 0.3 s after its peak, found up to 0.3 s later.</summary>
    public const double UncertainSeconds = 0.6;

    /// <summary>Likeness with the patient's dominant shape from which a beat counts as usual. Li, Mark, Clifford 2008 and Orphanidou 2015 take 0.66 to 0.9.</summary>
    public const double UsualLikeness = 0.8;

    /// <summary>
    /// Likeness of the QRS by itself, in its own band, from which a beat is of the dominant shape whatever wander lies under it. On the records of the
    /// MIT-BIH Arrhythmia Database at hand 86 to 90 % of the normal and 13 to 15 % of the ventricular beats reach it. Chosen here.
    /// </summary>
    public const double ComplexLikeness = 0.92;

    /// <summary>A shape that so large a share of the last hundred beats had is one of the patient's own too (pacing, bundle branch block, bigeminy).</summary>
    public const double OwnShare = 0.2;

    /// <summary>Share of usual beats from which a channel's beats are trusted when they are counted.</summary>
    public const double TrustedShare = 0.8;

    /// <summary>Seconds within the look-back that a trusted channel may have been unreadable.</summary>
    public const double MostUnreadableSeconds = 1;

    /// <summary>
    /// Asystole is 4 s without a QRS; usual beats that never pause for so long, what is not certain yet counted as a pause, contradict it. The rest is for
    /// a pulse wave that comes late after its QRS.
    /// </summary>
    public const double AsystoleContradictedBelow = 3.5;

    /// <summary>Ventricular fibrillation lasts 4 s and has no QRS and no pulse; the next usual beat comes later still.</summary>
    public const double FibrillationContradictedBelow = 3.5;

    /// <summary>Share of usual beats that a lead or pulse must show beside fibrillation: two of five. Chosen here.</summary>
    public const double FibrillationUsualShare = 0.4;

    /// <summary>A ventricular run began at most 10 s before its alarm, after a usual beat.</summary>
    public const double VentricularLookBackSeconds = 12;

    /// <summary>Five ventricular beats and the intervals around them take more than this up to 200 per minute.</summary>
    public const double VentricularRunContradictedBelow = 1.8;

    /// <summary>Seconds from beat to beat of a run: down to 80 per minute, for a first or last interval that is longer. Chosen here.</summary>
    public const double LongestRunInterval = 0.75;

    /// <summary>Likeness of a beat of a run with one of the two before it: two foci may take turns. Chosen here.</summary>
    public const double EchoLikeness = 0.6;

    /// <summary>A lead with so many beats of a run speaks for it: of five, one may look like a usual beat and one be missed. Noise repeats itself less often.</summary>
    public const int RunBeats = 3;

    /// <summary>A lead with so many speaks louder than usual beats on another lead.</summary>
    public const int LoudRunBeats = 4;

    /// <summary>Where no lead shows a run, one whose beats have no common shape could hide in a stretch without usual beats that is longer than this. Chosen here.</summary>
    public const double HiddenRunSeconds = 5;

    /// <summary>Longest by shortest interval up to which pulse waves went on evenly: breathing changes them by a tenth or two, a run by half and more.</summary>
    public const double EvenPulseRatio = 1.3;

    /// <summary>
    /// Pulse waves of this rate that are less regular than <see cref="CompressionsIrregularity"/> may be chest compressions (100 to 120 per minute: European
    /// Resuscitation Council 2021), under which asystole, fibrillation and extreme bradycardia go on.
    /// </summary>
    public const double CompressionsFrom = 95;

    public const double CompressionsTo = 145;

    public const double CompressionsIrregularity = 0.05;

    /// <summary>Irregularity up to which pulse waves contradict asystole, fibrillation and bradycardia: what comes anyhow may be movement. Chosen here.</summary>
    public const double CredibleIrregularity = 0.15;

    /// <summary>Lowest rate per minute of a pulse that contradicts extreme tachycardia: below it, waves were missed. Chosen here.</summary>
    public const double CrediblePulseRate = 50;

    /// <summary>Ventricular tachycardia: so many beats in a row, faster than <see cref="VentricularRate"/>.</summary>
    public const int VentricularBeats = 5;

    public const double VentricularRate = 100;

    /// <summary>Likeness of each beat of a ventricular run with the one before it. Below <see cref="UsualLikeness"/>, because fusion and dissociated P waves change the shape. Chosen here.</summary>
    public const double SameRunLikeness = 0.7;

    /// <summary>Flutter and fibrillation last at least 4 s (PhysioNet/CinC Challenge 2015).</summary>
    public const double FibrillationSeconds = 4;

    /// <summary>Mean absolute mV over that time: about 0.15 mV from peak to peak; less is called asystole. Chosen here.</summary>
    public const double FibrillationLevel = 0.05;

    /// <summary>Seconds of a wave: flutter and fibrillation are 3.5 to 10 Hz; slower is a tachycardia, faster muscle. Chosen here.</summary>
    public const double FibrillationShortest = 0.1;

    public const double FibrillationLongest = 1 / 3.5;

    /// <summary>Leakage up to which a wave without QRS is fibrillation (Kuo and Dillman 1978: 0.406 where QRS are high, 0.625 where none is): the stricter of both.</summary>
    public const double FibrillationLeakage = 0.406;

    /// <summary>Leakage up to which a called fibrillation goes on (Kuo and Dillman's other limit).</summary>
    public const double FibrillationLeakageGoesOn = 0.625;

    /// <summary>Share of the height that a wave crosses on its way up (Thakor 1990: 20 %).</summary>
    public const double CrossingShare = 0.2;

    /// <summary>Longest by shortest of the intervals of a run that is told from its wave: a ventricular tachycardia is nearly regular. Chosen here.</summary>
    public const double EvenUpTo = 1.5;

    /// <summary>Extreme bradycardia is below 40 over 5 beats; every 5 beats above this contradict it. Monitors end the alarm there too (hysteresis of 5).</summary>
    public const double BradycardiaContradictedFrom = 45;

    /// <summary>Extreme tachycardia is above 140 over 17 beats; a trusted regular pulse below this contradicts it.</summary>
    public const double TachycardiaContradictedBelow = 120;

    /// <summary>Mean change from interval to interval, by the mean interval, up to which a rhythm is regular: sinus rhythm shows 0.02 to 0.08.</summary>
    public const double RegularUpTo = 0.05;

    /// <summary>The same for pulse waves, whose onset is less sharp.</summary>
    public const double RegularPulseUpTo = 0.08;

    /// <summary>Share of usual beats of a channel that is called steady: three of four. Chosen here.</summary>
    public const double SteadyShare = 0.75;

    /// <summary>Highest by lowest rate over five beats, up to which nothing began or ended.</summary>
    public const double SteadyUpTo = 1.15;
}
