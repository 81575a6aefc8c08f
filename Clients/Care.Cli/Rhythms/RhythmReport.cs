using System.Globalization;
using System.Text.Json;
using OrleansCare.Clinical.Alarms;

namespace OrleansCare.Cli.Rhythms;

/// <summary>Records of the challenge whose own alarm the rules called live in its last seconds.</summary>
internal sealed record LiveCalls(int True, int TrueCalled, int False, int FalseCalled);

/// <summary>What <c>arrhythmia rhythms</c> prints and writes.</summary>
internal sealed record RhythmReport(
    double Hours, int Records, IReadOnlyDictionary<string, int> Calls, IReadOnlyDictionary<string, RhythmScore> Annotated, IReadOnlyDictionary<string, LiveCalls> Challenge)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static RhythmReport Of(IReadOnlyList<RhythmResult> results)
    {
        AlarmKind[] kinds = [.. Enum.GetValues<AlarmKind>().Where(MonitoredRecording.IsRhythm)];
        var annotated = results.Where(result => result.Reference is not null).ToList();
        return new RhythmReport(
            results.Sum(result => result.Hours),
            results.Count,
            kinds.ToDictionary(kind => kind.ToString(), kind => results.Sum(result => result.Calls.Count(call => call.Kind == kind))),
            annotated.SelectMany(result => result.Reference!.Keys).Distinct()
                .ToDictionary(kind => kind.ToString(), kind => annotated.Aggregate(RhythmScore.None, (sum, result) => sum + ScoreOf(result, kind))),
            results.Where(result => result.Challenge is not null).GroupBy(result => result.Challenge!.Value.Kind).OrderBy(group => group.Key)
                .ToDictionary(group => group.Key.ToString(), Live));
    }

    public static RhythmScore ScoreOf(RhythmResult result, AlarmKind kind) =>
        RhythmScore.Of(result.Reference![kind], [.. result.Calls.Where(call => call.Kind == kind)]);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Records} records, {Hours:F1} h"));
        output.WriteLine($"{"call",-26}{"calls",6}{"per h",8}   {"episodes found",-19}{"calls right",-19}{"seconds found",-21}seconds called that are right");
        foreach (var (kind, calls) in Calls)
        {
            var score = Annotated.GetValueOrDefault(kind);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind,-26}{calls,6}{calls / Hours,8:F2}   {Share(score?.Found, score?.Episodes),-19}{Share(score?.Right, score?.Calls),-19}{Share(score?.SecondsFound, score?.Seconds),-21}{Share(score?.SecondsFound, score?.SecondsCalled)}"));
        }

        foreach (var (kind, live) in Challenge)
        {
            output.WriteLine($"{kind}: called live before the alarm in {Share(live.TrueCalled, live.True)} of the true records and {Share(live.FalseCalled, live.False)} of the false ones");
        }
    }

    private static LiveCalls Live(IEnumerable<RhythmResult> results)
    {
        var (truly, falsely) = (results.Where(result => result.Challenge!.Value.Truth).ToList(), results.Where(result => !result.Challenge!.Value.Truth).ToList());
        return new LiveCalls(truly.Count, truly.Count(result => result.CalledItsAlarm), falsely.Count, falsely.Count(result => result.CalledItsAlarm));
    }

    private static string Share(double? part, double? whole) =>
        whole is > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole:F1} % ({part:F0}/{whole:F0})") : "-";
}
