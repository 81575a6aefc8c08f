using System.Globalization;
using System.Text.Json;
using OrleansCare.Clinical.Arrhythmia;

namespace OrleansCare.Cli.Arrhythmia;

/// <summary>How many alarms of each truth got a verdict.</summary>
internal sealed record VerdictCounts(int True, int False);

/// <summary>The score of a set of answers, as a table and as JSON.</summary>
internal sealed record AlarmReport(
    double Score, AlarmInterval Interval, int Records, int Failed, AlarmCounts All, IReadOnlyDictionary<string, AlarmCounts> ByType,
    IReadOnlyDictionary<string, AlarmInterval> IntervalByType, IReadOnlyDictionary<Verdict, VerdictCounts> ByVerdict)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static AlarmReport Of(AlarmAnswers answers)
    {
        ScoredAlarm[] alarms = [.. answers.Calls.Select(call => call.Alarm)];
        var all = AlarmCounts.Of(alarms);
        var byType = ChallengeRecord.Kinds.Keys
            .Select(name => (Name: name, Counts: AlarmCounts.Of(alarms.Where(alarm => alarm.Alarm == name))))
            .Where(type => type.Counts.Total > 0)
            .ToDictionary(type => type.Name, type => type.Counts);
        var intervals = byType.Keys.ToDictionary(name => name, name => Bootstrap.Interval([.. alarms.Where(alarm => alarm.Alarm == name)]));
        var verdicts = Enum.GetValues<Verdict>().ToDictionary(verdict => verdict, verdict => new VerdictCounts(
            answers.Calls.Count(call => call.Judgement.Verdict == verdict && call.Alarm.Truth),
            answers.Calls.Count(call => call.Judgement.Verdict == verdict && !call.Alarm.Truth)));
        return new AlarmReport(all.Score, Bootstrap.Interval(alarms), alarms.Length, answers.Failures.Count, all, byType, intervals, verdicts);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"alarm",-26}{"TP",5}{"FP",5}{"FN",5}{"TN",5}   {"TPR",-18}{"TNR",-18}score (95 % interval)");
        foreach (var (name, counts) in ByType)
        {
            Print(name, counts, IntervalByType[name], output);
        }

        Print("all", All, Interval, output);
        foreach (var (verdict, counts) in ByVerdict)
        {
            output.WriteLine($"{verdict,-26}{counts.True,5} of {All.Tp + All.Fn} true,{counts.False,5} of {All.Fp + All.Tn} false alarms");
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"score {Score:F1}, 95 % interval {Interval.Low:F1} to {Interval.High:F1} (bootstrap over {Records} records); {Failed} records could not be used"));
    }

    private static void Print(string name, AlarmCounts counts, AlarmInterval interval, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-26}{counts.Tp,5}{counts.Fp,5}{counts.Fn,5}{counts.Tn,5}   {Share(counts.Tp, counts.Fn),-18}{Share(counts.Tn, counts.Fp),-18}{counts.Score:F1} ({interval.Low:F1} to {interval.High:F1})"));

    private static string Share(int hits, int misses) => hits + misses == 0
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * hits / (hits + misses):F1} % ({hits}/{hits + misses})");
}
