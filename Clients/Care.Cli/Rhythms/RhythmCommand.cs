using System.CommandLine;
using System.Globalization;

namespace OrleansCare.Cli.Rhythms;

/// <summary><c>care arrhythmia rhythms</c>.</summary>
internal static class RhythmCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of recordings: WFDB with or without annotations, the PhysioNet/CinC Challenge 2015, or BIDMC as CSV", Required = true };
        var records = new Option<string?>("--records") { Description = "Only these, separated by commas" };
        var model = new Option<string?>("--model") { Description = "Folder of a beat classifier; the one the edge ships unless given" };
        var json = new Option<string?>("--json") { Description = "Write the report to this file" };
        var explain = new Option<bool>("--explain") { Description = "Print every call" };
        var command = new Command("rhythms", "Every rhythm alarm that the edge's rules and model raise on recordings, beside what is annotated") { data, records, model, json, explain };
        command.SetAction(result => Run(
            result.GetRequiredValue(data), result.GetValue(records), result.GetValue(model), result.GetValue(json), result.GetValue(explain)));
        return command;
    }

    /// <returns>1 when a record could not be used.</returns>
    private static int Run(string data, string? records, string? model, string? json, bool explain)
    {
        try
        {
            var (results, failures) = RhythmEvaluation.Evaluate(data, records, model);
            foreach (var (record, reason) in failures)
            {
                Console.Error.WriteLine($"{record}: {reason}");
            }

            foreach (var result in explain ? results : [])
            {
                Explain(result);
            }

            var report = RhythmReport.Of(results);
            report.Print(Console.Out);
            if (json is not null)
            {
                File.WriteAllText(json, report.ToJson());
            }

            return failures.Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is CliException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Explain(RhythmResult result)
    {
        foreach (var call in result.Calls)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Record,-8}{call.Kind,-26}{call.Onset,9:F2}{call.Detected,9:F2}{call.End,9:F2}{(call.IsDemoted ? "  demoted" : "")}"));
        }

        foreach (var (kind, episodes) in result.Reference ?? new Dictionary<Clinical.Alarms.AlarmKind, List<Episode>>())
        {
            if (episodes.Count > 0)
            {
                var score = RhythmReport.ScoreOf(result, kind);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Record,-8}{kind,-26}found {score.Found}/{score.Episodes}, right {score.Right}/{score.Calls}, seconds {score.SecondsFound:F0}/{score.Seconds:F0} of {score.SecondsCalled:F0} called"));
            }
        }

        if (result.Challenge is { } challenge)
        {
            Console.WriteLine($"{result.Record,-8}{challenge.Kind,-26}{(challenge.Truth ? "true" : "false")} {(result.CalledItsAlarm ? "called" : "not called")}");
        }
    }
}
