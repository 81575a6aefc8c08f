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
        var (folder, file) = (Path.Combine(directory, Path.GetDirectoryName(name)!), Path.GetFileName(name));
        var header = File.ReadAllText(Path.Combine(folder, file + ".hea"));
        var record = ChallengeRecord.Parse(file, header);
        var judgement = AlarmCall.Judge(record, signals => File.ReadAllBytes(Path.Combine(folder, signals)));
        var truth = ChallengeTruth.Parse(file, header, Alarms(folder) + Alarms(directory));
        return (new ScoredAlarm(name, record.Alarm, truth, judgement.Verdict != Verdict.Contradicted), judgement);
    }

    /// <summary>What the folder lists of its records' alarms; empty without a list.</summary>
    public static string Alarms(string folder)
    {
        var file = Path.Combine(folder, ChallengeTruth.File);
        return File.Exists(file) ? File.ReadAllText(file) + '\n' : "";
    }

    private static List<string> Names(string directory)
    {
        try
        {
            List<string> names = [.. Listed(directory, "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return names.Count > 0 ? names : throw new CliException($"{directory} holds no .hea file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    /// <summary>What the folder's RECORDS file lists, one a line, a folder with a slash at its end; without one every header of the folder and those below it.</summary>
    private static IEnumerable<string> Listed(string root, string folder)
    {
        var path = Path.Combine(root, folder);
        var list = Path.Combine(path, "RECORDS");
        return File.Exists(list)
            ? File.ReadAllLines(list).Select(line => line.Trim()).Where(line => line.Length > 0)
                .SelectMany(line => line.EndsWith('/') ? Listed(root, Path.Combine(folder, line)) : [Path.Combine(folder, line)])
            : Directory.GetFiles(path, "*.hea", SearchOption.AllDirectories).Select(file => Path.ChangeExtension(Path.GetRelativePath(root, file), null));
    }
}
