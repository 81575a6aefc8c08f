using System.Globalization;
using System.Text.Json;

namespace OrleansCare.Cli.Arrhythmia;

/// <summary>The score of a set of answers, as a table and as JSON.</summary>
internal sealed record AlarmReport(double Score, AlarmInterval Interval, int Records, int Failed, AlarmCounts All, IReadOnlyDictionary<string, AlarmCounts> ByType)
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
        return new AlarmReport(all.Score, Bootstrap.Interval(alarms), alarms.Length, answers.Failures.Count, all, byType);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"alarm",-26}{"TP",5}{"FP",5}{"FN",5}{"TN",5}   {"TPR",-18}{"TNR",-18}score");
        foreach (var (name, counts) in ByType)
        {
            Print(name, counts, output);
        }

        Print("all", All, output);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"score {Score:F1}, 95 % interval {Interval.Low:F1} to {Interval.High:F1} (bootstrap over {Records} records); {Failed} records could not be used"));
    }

    private static void Print(string name, AlarmCounts counts, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-26}{counts.Tp,5}{counts.Fp,5}{counts.Fn,5}{counts.Tn,5}   {Share(counts.Tp, counts.Fn),-18}{Share(counts.Tn, counts.Fp),-18}{counts.Score:F1}"));

    private static string Share(int hits, int misses) => hits + misses == 0
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * hits / (hits + misses):F1} % ({hits}/{hits + misses})");
}
