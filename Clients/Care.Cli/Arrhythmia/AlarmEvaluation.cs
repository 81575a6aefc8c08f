using System.Collections.Concurrent;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Arrhythmia;

/// <param name="Calls">By record name, in order.</param>
/// <param name="Failures">Records that could not be used, with the reason.</param>
internal sealed record AlarmAnswers(IReadOnlyList<(ScoredAlarm Alarm, Judgement Judgement)> Calls, IReadOnlyList<(string Record, string Reason)> Failures);

/// <summary>Judges every record of a folder as the challenge asked. Answer 0 needs evidence against the alarm; all else is 1.</summary>
internal static class AlarmEvaluation
{
    /// <exception cref="CliException">The folder cannot be read, or holds no record.</exception>
    public static AlarmAnswers Evaluate(string directory)
    {
        var names = Names(directory);
        var calls = new ConcurrentDictionary<string, (ScoredAlarm, Judgement)>();
        var failures = new ConcurrentDictionary<string, string>();
        Parallel.ForEach(names, name =>
        {
            try
            {
                calls[name] = Evaluate(directory, name);
            }
            catch (Exception exception) when (exception is WfdbFormatException or IOException or UnauthorizedAccessException)
            {
                failures[name] = exception.Message;
            }
        });
        return new AlarmAnswers(
            [.. names.Where(calls.ContainsKey).Select(name => calls[name])],
            [.. names.Where(failures.ContainsKey).Select(name => (name, failures[name]))]);
    }

    private static (ScoredAlarm, Judgement) Evaluate(string directory, string name)
    {
        var header = File.ReadAllText(Path.Combine(directory, name + ".hea"));
        var record = ChallengeRecord.Parse(name, header);
        var judgement = AlarmCall.Judge(record, file => File.ReadAllBytes(Path.Combine(directory, file)));
        var truth = ChallengeTruth.Parse(name, header);
        return (new ScoredAlarm(name, record.Alarm, truth, judgement.Verdict != Verdict.Contradicted), judgement);
    }

    private static List<string> Names(string directory)
    {
        try
        {
            var names = Directory.GetFiles(directory, "*.hea").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal).ToList();
            return names.Count > 0 ? names : throw new CliException($"{directory} holds no .hea file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(exception.Message, exception);
        }
    }
}
