using System.CommandLine;
using OrleansCare.Cli.Rhythms;

namespace OrleansCare.Cli.Arrhythmia;

/// <summary><c>care arrhythmia evaluate</c>.</summary>
public static class ArrhythmiaCommands
{
    public static Command Create() => new("arrhythmia", "Arrhythmia alarms of recordings (WFDB)") { Evaluate(), RhythmCommand.Create() };

    private static Command Evaluate()
    {
        var data = new Option<string>("--data") { Description = "Folder with .hea and .mat files of the PhysioNet/CinC Challenge 2015", Required = true };
        var json = new Option<string?>("--json") { Description = "Write score and counts to this file" };
        var explain = new Option<bool>("--explain") { Description = "Print every record's call with its evidence" };
        var command = new Command("evaluate", "Judge each recording's alarm from the samples before 5:00, and score the answers") { data, json, explain };
        command.SetAction(result => Run(result.GetRequiredValue(data), result.GetValue(json), result.GetValue(explain)));
        return command;
    }

    /// <returns>1 when a record could not be used.</returns>
    private static int Run(string data, string? json, bool explain)
    {
        try
        {
            var answers = AlarmEvaluation.Evaluate(data);
            foreach (var (record, reason) in answers.Failures)
            {
                Console.Error.WriteLine($"{record}: {reason}");
            }

            foreach (var (alarm, judgement) in explain ? answers.Calls : [])
            {
                Console.WriteLine($"{alarm.Record} {alarm.Alarm} {(alarm.Truth ? "true" : "false")} {judgement.Verdict} {judgement.Evidence}");
            }

            if (answers.Calls.Count > 0)
            {
                var report = AlarmReport.Of(answers);
                report.Print(Console.Out);
                if (json is not null)
                {
                    File.WriteAllText(json, report.ToJson());
                }
            }

            return answers.Failures.Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is CliException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
