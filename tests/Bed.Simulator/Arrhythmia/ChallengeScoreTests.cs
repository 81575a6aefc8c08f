using OrleansCare.Cli.Arrhythmia;

namespace OrleansCare.BedSimulator.Tests.Arrhythmia;

public sealed class ChallengeScoreTests
{
    /// <summary>Below what is measured by about one missed alarm: a change that loses more fails here.</summary>
    private const double LeastScore = 83;

    [ChallengeFact]
    public void The_recordings_at_hand_keep_their_score_and_no_asystole_or_fibrillation_is_missed()
    {
        var report = AlarmReport.Of(AlarmEvaluation.Evaluate(ChallengeFactAttribute.Folder));

        Assert.Equal(0, report.Failed);
        Assert.True(report.Score >= LeastScore, $"The score fell to {report.Score:F1}.");
        Assert.True(report.All.Tp >= 0.95 * (report.All.Tp + report.All.Fn), $"{report.All.Fn} of {report.All.Tp + report.All.Fn} true alarms were demoted.");
        Assert.Equal(0, report.ByType["Asystole"].Fn);
        Assert.Equal(0, report.ByType["Ventricular_Flutter_Fib"].Fn);
        Assert.True(report.ByVerdict[Clinical.Arrhythmia.Verdict.Confirmed] is { True: >= 24, False: <= 1 }, $"Confirmed: {report.ByVerdict[Clinical.Arrhythmia.Verdict.Confirmed]}.");
    }

    /// <summary>Other monitors send fewer signals: what is left of a true alarm must not speak against it.</summary>
    [ChallengeFact]
    public void A_true_alarm_stands_whichever_of_its_signals_is_missing()
    {
        Parallel.ForEach(Directory.GetFiles(ChallengeFactAttribute.Folder, "*.hea"), header =>
        {
            var (name, text) = (Path.GetFileNameWithoutExtension(header), File.ReadAllText(header));
            foreach (var signal in ChallengeTruth.Parse(name, text, "") ? ChallengeRecord.Parse(name, text).Header.Signals : [])
            {
                var record = ChallengeRecord.Parse(name, text.Replace($" {signal.Description}", " none", StringComparison.Ordinal));
                var judgement = AlarmCall.Judge(record, file => File.ReadAllBytes(Path.Combine(ChallengeFactAttribute.Folder, file)));
                Assert.False(judgement.Verdict == Clinical.Arrhythmia.Verdict.Contradicted, $"{name} without {signal.Description}: {judgement.Evidence}");
            }
        });
    }

    [Fact]
    public void The_score_weighs_a_missed_alarm_five_times()
    {
        ScoredAlarm[] alarms =
        [
            .. Enumerable.Repeat(new ScoredAlarm("r", "Asystole", Truth: true, Answer: true), 4),
            .. Enumerable.Repeat(new ScoredAlarm("r", "Asystole", Truth: false, Answer: true), 3),
            .. Enumerable.Repeat(new ScoredAlarm("r", "Asystole", Truth: true, Answer: false), 2),
            new ScoredAlarm("r", "Asystole", Truth: false, Answer: false),
        ];

        var report = AlarmReport.Of(new AlarmAnswers([.. alarms.Select(alarm => (alarm, default(Clinical.Arrhythmia.Judgement)))], [("x", "damaged")]));

        Assert.Equal(new AlarmCounts(Tp: 4, Fp: 3, Fn: 2, Tn: 1), report.ByType["Asystole"]);
        Assert.Equal(100.0 * 5 / 18, report.Score, 9);
        Assert.InRange(report.Score, report.Interval.Low, report.Interval.High);
        Assert.Contains("\"Asystole\": {\n      \"tp\": 4,\n      \"fp\": 3,\n      \"fn\": 2,\n      \"tn\": 1\n    }", report.ToJson(), StringComparison.Ordinal);
        Assert.Equal(1, report.Failed);
    }
}
