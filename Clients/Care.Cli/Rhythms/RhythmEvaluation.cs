using System.Collections.Concurrent;
using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Cli.Arrhythmia;
using OrleansCare.Cli.Ecg;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Rhythms;

/// <summary>What one recording gave.</summary>
/// <param name="Hours">Monitored.</param>
/// <param name="Reference">Null without annotations.</param>
/// <param name="Challenge">Its alarm and truth, of a record of the challenge, which is monitored up to the alarm.</param>
internal sealed record RhythmResult(
    string Record, double Hours, IReadOnlyList<RhythmCall> Calls, IReadOnlyDictionary<AlarmKind, List<Episode>>? Reference, (AlarmKind Kind, bool Truth)? Challenge)
{
    /// <summary>With its own priority: the alarm's event began at most ten seconds before it.</summary>
    public bool CalledItsAlarm => Challenge is { Kind: var kind }
        && Calls.Any(call => call.Kind == kind && !call.IsDemoted && call.End > AlarmCall.AlarmSeconds - RhythmScore.ToleranceSeconds);
}

/// <summary>Runs every recording of a folder through the monitor and notes the rhythm alarms beside what is annotated.</summary>
internal static class RhythmEvaluation
{
    private const string BidmcSuffix = "_Signals.csv";

    /// <exception cref="CliException">The folder cannot be read, or holds no recording.</exception>
    public static (List<RhythmResult> Results, List<(string Record, string Reason)> Failures) Evaluate(string directory, string? records = null, string? modelFolder = null)
    {
        var names = Names(directory, records?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var (results, failures) = (new ConcurrentDictionary<string, RhythmResult>(), new ConcurrentDictionary<string, string>());
        using var models = new ThreadLocal<BeatModel>(() => BeatModel.Load(modelFolder), trackAllValues: true);
        try
        {
            Parallel.ForEach(names, name =>
            {
                try
                {
                    results[name] = Evaluate(directory, name, models.Value!);
                }
                catch (Exception exception) when (exception is WfdbFormatException or InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    failures[name] = exception.Message;
                }
            });
        }
        finally
        {
            foreach (var model in models.Values)
            {
                model.Dispose();
            }
        }

        return ([.. names.Where(results.ContainsKey).Select(name => results[name])], [.. names.Where(failures.ContainsKey).Select(name => (name, failures[name]))]);
    }

    private static RhythmResult Evaluate(string directory, string name, BeatModel model)
    {
        if (name.EndsWith(BidmcSuffix, StringComparison.Ordinal))
        {
            var recording = BidmcRecordings.Load(Path.Combine(directory, name));
            return new RhythmResult(recording.Name, recording.Seconds / 3600, MonitoredRecording.Run(recording, model), Reference: null, Challenge: null);
        }

        var header = File.ReadAllText(Path.Combine(directory, name + ".hea"));
        var isChallenge = ChallengeRecord.Kinds.Keys.Any(alarm => header.Contains($"#{alarm}", StringComparison.Ordinal));
        var (record, end) = (WfdbRecordings.Load(directory, name), isChallenge ? AlarmCall.AlarmSeconds : double.PositiveInfinity);
        var file = Path.Combine(directory, name + ".atr");
        var annotations = File.Exists(file) ? WfdbAnnotations.Parse(File.ReadAllBytes(file)) : null;
        var calls = MonitoredRecording.Run(record, model, annotations?.Any(annotation => annotation.Symbol == '/'), end);
        return new RhythmResult(
            name,
            Math.Min(record.Seconds, end) / 3600,
            calls,
            annotations is null ? null : RhythmReference.From(annotations, record.Signals[0].Rate, record.Seconds),
            isChallenge ? (ChallengeRecord.Parse(name, header).Kind, ChallengeTruth.Parse(name, header, AlarmEvaluation.Alarms(directory))) : null);
    }

    private static List<string> Names(string directory, string[]? wanted)
    {
        try
        {
            List<string> names = wanted is not null
                ? [.. wanted]
                : [.. Directory.GetFiles(directory).Select(Path.GetFileName).Where(file => file!.EndsWith(".hea", StringComparison.Ordinal) || file.EndsWith(BidmcSuffix, StringComparison.Ordinal))
                    .Select(file => file!.EndsWith(".hea", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(file) : file).Order(StringComparer.Ordinal)];
            return names.Count > 0 ? names : throw new CliException($"{directory} holds no recording.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(exception.Message, exception);
        }
    }
}
