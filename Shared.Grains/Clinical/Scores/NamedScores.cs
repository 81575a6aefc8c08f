using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Scores;

/// <summary>All scores of one patient with the course of their totals, told when one says something else than before.</summary>
internal sealed class NamedScores
{
    /// <summary>Points of a trend that are kept: of the last day, the newest when a total changes more often. Chosen here.</summary>
    private const int MostPoints = 240;

    private static readonly TimeSpan TrendLength = TimeSpan.FromHours(24);
    private static readonly ScoreName[] Names = Enum.GetValues<ScoreName>();
    private static readonly AlarmSource PewsSource = AlarmSource.OfDevice(AlarmKind.BedsidePewsHigh, "");

    private readonly NamedScore?[] _last = new NamedScore?[Names.Length];
    private readonly List<ScorePoint>[] _trends = [.. Names.Select(_ => new List<ScorePoint>())];
    private long _told;

    public IEnumerable<ScoreStanding> Standing => Enumerable.Range(0, Names.Length).Where(i => _last[i] is not null).Select(i => new ScoreStanding(_last[i]!, [.. _trends[i]]));

    public void Evaluate(in Turn turn, PatientProfile profile, News2Score news2, in ScoreInputs inputs, AlarmBoard alarms)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            Tell(turn, i, Calculate(Names[i], profile, news2, inputs));
        }

        AlarmOnPews(turn, _last[Array.IndexOf(Names, ScoreName.BedsidePews)]!, alarms);
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _told);
        var rows = fields.VisitRows(Names.Length, first: 5);
        for (var i = 0; i < rows; i++)
        {
            NamedScoreRecord.Visit(ref fields, Names[i], ref _last[i]);
            NamedScoreRecord.Visit(ref fields, _trends[i], MostPoints);
        }

        fields.VisitEnd();
    }

    public void StepBack(SiloTime now)
    {
        foreach (var trend in _trends)
        {
            trend.RemoveAll(point => point.At > now);
        }
    }

    private static NamedScore Calculate(ScoreName name, PatientProfile profile, News2Score news2, in ScoreInputs inputs) => (name, profile.AgeYears) switch
    {
        (ScoreName.News2, _) => Of(news2, inputs),
        (ScoreName.BedsidePews, _) => BedsidePews.Score(inputs, profile),
        (_, null) => NamedScore.DoesNotApply(name, "age unknown"),
        (ScoreName.Qsofa, < Qsofa.YoungestYears) => NamedScore.DoesNotApply(name, "age below 18"),
        (_, < News2.YoungestYears) => NamedScore.DoesNotApply(name, "age below 16"),
        (ScoreName.Mews, _) => Mews.Score(inputs),
        (ScoreName.Qsofa, _) => Qsofa.Score(inputs),
        _ => ShockIndex.Score(inputs),
    };

    private static NamedScore Of(News2Score score, in ScoreInputs inputs)
    {
        var sum = new ScoreSum();
        foreach (var parameter in score.Missing)
        {
            sum.Lack(ParameterOf(parameter), WasKnown(parameter, inputs));
        }

        return sum.Named(ScoreName.News2, (ScoreBand)score.Band) with { AtLeast = score.AtLeast, NotApplicable = score.NotApplicable };
    }

    private static ScoreParameter ParameterOf(News2Parameter parameter) => (ScoreParameter)((int)parameter + 1);

    private static bool WasKnown(News2Parameter parameter, in ScoreInputs inputs) => parameter switch
    {
        News2Parameter.RespiratoryRate => inputs.RespiratoryRate.WasKnown,
        News2Parameter.Spo2 => inputs.Spo2.WasKnown,
        News2Parameter.Oxygen => inputs.OnOxygen.WasKnown,
        News2Parameter.SystolicPressure => inputs.SystolicPressure.WasKnown,
        News2Parameter.Pulse => inputs.Pulse.WasKnown,
        News2Parameter.Consciousness => inputs.Consciousness.WasKnown,
        _ => inputs.Temperature.WasKnown,
    };

    private static void AlarmOnPews(in Turn turn, NamedScore score, AlarmBoard alarms)
    {
        if (score.Band >= ScoreBand.Urgent)
        {
            var id = turn.Id(Rule.AlarmBase + (int)AlarmKind.BedsidePewsHigh);
            alarms.Begin(turn, PewsSource, new AlarmOnset(id, AlarmRules.PriorityOf(AlarmKind.BedsidePewsHigh), score.AtLeast, BedsidePews.UrgentFrom, turn.Now));
        }
        else if (score.NotApplicable is not null || score.Stale.Count == 0)
        {
            // A sum that fell because a value became too old says nothing of the patient.
            alarms.End(turn, PewsSource);
        }
    }

    private void Tell(in Turn turn, int index, NamedScore score)
    {
        if (score.SaysTheSame(_last[index]))
        {
            return;
        }

        var trend = _trends[index];
        if (score.Total is { } total && (trend.Count == 0 || !trend[^1].Total.Equals(total)))
        {
            var now = turn.Now;
            trend.RemoveAll(point => now - point.At > TrendLength);
            if (trend.Count == MostPoints)
            {
                trend.RemoveAt(0);
            }

            trend.Add(new ScorePoint(turn.Now, total));
        }

        _last[index] = score;
        var id = new EffectId(turn.Episode, Rule.NamedScore, "", (int)score.Name, ++_told);
        turn.Effects.Add(new NamedScoreChanged(id, new ScoreStanding(score, [.. trend]), turn.Now));
    }
}
