using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Scores;

/// <summary>
/// The early warning score of one patient: from one-minute medians and what staff entered. Pulse: ECG heart rate, else the pulse of oximeter or
/// arterial line. Systolic pressure: arterial line, else cuff. Evaluated at each minute's end, on entries and on admission.
/// </summary>
internal sealed class ScoreKeeper
{
    /// <summary>How long an entered consciousness or oxygen stands: the longest NEWS2 observation interval (RCP 2017: 12 h at a score of 0); to be confirmed by site.</summary>
    public static readonly TimeSpan EntryValidity = TimeSpan.FromHours(12);

    /// <summary>
    /// How long what was seen of a child stands: wards that score children do so every 4 h at least (Monaghan A, Detecting and managing deterioration in
    /// children, Paediatr Nurs 2005;17:32-5, as hospitals' descriptions of it say; the paper itself was not seen); to be confirmed by site.
    /// </summary>
    public static readonly TimeSpan ObservationValidity = TimeSpan.FromHours(4);

    private static readonly AlarmSource Source = AlarmSource.OfDevice(AlarmKind.EarlyWarningScoreHigh, "");

    private bool _hasConsciousness;
    private Consciousness _consciousness;
    private SiloTime _consciousnessAt;
    private bool _hasOxygen;
    private bool _onOxygen;
    private SiloTime _oxygenAt;
    private Spo2Scale _scale = Spo2Scale.Scale1;
    private SiloTime _scaleAt;
    private bool _hasScale;
    private string _scaleBy = "";
    private string _scaleReason = "";
    private bool _hasObserved;
    private PaediatricObservation _observed = new(CapillaryRefill.Normal, RespiratoryEffort.Normal, OxygenTherapy.None);
    private SiloTime _observedAt;
    private string _observedBy = "";
    private readonly NamedScores _all = new();
    private long _told;

    public News2Score? Last { get; private set; }

    public IEnumerable<ScoreStanding> Standing => _all.Standing;

    public StaffEntries Entries => new(
        _hasConsciousness ? _consciousness : null, _hasConsciousness ? _consciousnessAt : null, _hasOxygen ? _onOxygen : null, _hasOxygen ? _oxygenAt : null,
        _scale, _hasScale ? _scaleAt : null)
    {
        Spo2ScaleBy = _scaleBy,
        Spo2ScaleReason = _scaleReason,
        Paediatric = _hasObserved ? _observed : null,
        PaediatricAt = _hasObserved ? _observedAt : null,
        PaediatricBy = _observedBy,
    };

    public void Enter(Consciousness consciousness, SiloTime at) => (_hasConsciousness, _consciousness, _consciousnessAt) = (true, consciousness, at);

    public void EnterOxygen(bool onOxygen, SiloTime at) => (_hasOxygen, _onOxygen, _oxygenAt) = (true, onOxygen, at);

    /// <summary>A prescription: it stands until another is entered, whatever its age.</summary>
    public void Enter(Spo2ScaleEntered entered, SiloTime at) =>
        (_hasScale, _scale, _scaleAt, _scaleBy, _scaleReason) = (true, entered.Scale, at, entered.By, entered.Reason);

    /// <summary>How much oxygen says also whether there is any.</summary>
    public void Enter(PaediatricEntered entered, SiloTime at)
    {
        (_hasObserved, _observed, _observedAt, _observedBy) = (true, entered.Observation, at, entered.By);
        EnterOxygen(entered.Observation.OxygenTherapy != OxygenTherapy.None, at);
    }

    public void Evaluate(in Turn turn, PatientProfile profile, MinuteSummaries medians, AlarmBoard alarms)
    {
        var inputs = InputsAt(turn.Now, medians);
        var score = Calculate(profile, inputs);
        _all.Evaluate(turn, profile, score, inputs, alarms);
        if (!News2.AreSame(score, Last))
        {
            Last = score;
            var name = new EffectId(turn.Episode, Rule.EarlyWarningScore, "", 0, ++_told);
            turn.Effects.Add(new ScoreChanged(name, score, turn.Now));
        }

        if (score.Band == News2Band.High)
        {
            var id = turn.Id(Rule.AlarmBase + (int)AlarmKind.EarlyWarningScoreHigh);
            var priority = AlarmRules.PriorityOf(AlarmKind.EarlyWarningScoreHigh);
            alarms.Begin(turn, Source, new AlarmOnset(id, priority, score.AtLeast, News2.HighFrom, turn.Now));
        }
        else if (score.Total is not null || score.NotApplicable is not null)
        {
            // A sum that fell because a value went missing says nothing of the patient: only a whole score ends the alarm.
            alarms.End(turn, Source);
        }
    }

    public void StepBack(SiloTime now)
    {
        _consciousnessAt = _consciousnessAt > now ? now : _consciousnessAt;
        _oxygenAt = _oxygenAt > now ? now : _oxygenAt;
        _scaleAt = _scaleAt > now ? now : _scaleAt;
        _observedAt = _observedAt > now ? now : _observedAt;
        _all.StepBack(now);
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _hasConsciousness);
        fields.VisitEnum(ref _consciousness);
        fields.Visit(ref _consciousnessAt);
        fields.Visit(ref _hasOxygen);
        fields.Visit(ref _onOxygen);
        fields.Visit(ref _oxygenAt);
        fields.Visit(ref _hasScale);
        fields.VisitEnum(ref _scale);
        fields.Visit(ref _scaleAt);
        fields.Visit(ref _scaleBy);
        fields.Visit(ref _scaleReason);
        fields.Visit(ref _told);
        Last = ScoreRecord.Visit(ref fields, Last);
        _all.Visit(ref fields);
        if (fields.VisitMore(since: 4))
        {
            fields.Visit(ref _hasObserved);
            fields.Visit(ref _observedAt);
            fields.Visit(ref _observedBy);
            VisitObserved(ref fields);
        }

        fields.VisitEnd();
    }

    private void VisitObserved<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var (refill, effort, oxygen) = _observed;
        fields.VisitEnum(ref refill);
        fields.VisitEnum(ref effort);
        fields.VisitEnum(ref oxygen);
        _observed = new PaediatricObservation(refill, effort, oxygen);
    }

    private News2Score Calculate(PatientProfile profile, in ScoreInputs inputs)
    {
        var reason = profile switch
        {
            { AgeYears: null } => "age unknown",
            { AgeYears: < News2.YoungestYears } => "age below 16",
            { Pregnant: true } => "pregnancy",
            _ => null,
        };
        if (reason is not null)
        {
            return News2.NotApplicable(reason, _scale);
        }

        return News2.Score(new News2Inputs(
            inputs.RespiratoryRate.Value, inputs.Spo2.Value, inputs.OnOxygen.Value, inputs.SystolicPressure.Value, inputs.Pulse.Value, inputs.Consciousness.Value,
            inputs.Temperature.Value, _scale));
    }

    private ScoreInputs InputsAt(SiloTime now, MinuteSummaries medians) => new(
        Median(Vital.RespiratoryRate, null, now, medians),
        Median(Vital.Spo2, null, now, medians),
        new(_hasOxygen && now - _oxygenAt <= EntryValidity ? _onOxygen : null, _hasOxygen),
        Median(Vital.ArterialSystolic, Vital.NonInvasiveSystolic, now, medians),
        Median(Vital.HeartRate, Vital.PulseRate, now, medians),
        new(_hasConsciousness && now - _consciousnessAt <= EntryValidity ? _consciousness : null, _hasConsciousness),
        Median(Vital.Temperature, null, now, medians),
        new(_hasObserved && now - _observedAt <= ObservationValidity ? _observed : null, _hasObserved));

    private static ScoreInput<double> Median(Vital vital, Vital? otherwise, SiloTime now, MinuteSummaries medians)
    {
        var value = medians.MedianOf(vital, now);
        var known = medians.EverKnew(vital);
        return otherwise is not { } second ? new(value, known) : new(value ?? medians.MedianOf(second, now), known || medians.EverKnew(second));
    }
}
