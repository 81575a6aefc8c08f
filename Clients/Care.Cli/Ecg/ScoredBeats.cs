using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Cli.Ecg;

/// <summary>One row of the comparison: an annotated beat, a detected one, or both.</summary>
/// <param name="Sample">Of the annotation where there is one, else of the detection.</param>
/// <param name="Reference">Null: detected where nothing is annotated.</param>
/// <param name="Detected">False: annotated and not detected.</param>
/// <param name="Ready">Null when not detected, or when the record ended before the beat was complete.</param>
/// <param name="Input">The classifier's input; null when there is none.</param>
internal sealed record ScoredBeat(long Sample, BeatClass? Reference, bool Detected, BeatReady? Ready, float[]? Input);

/// <summary>A record's beats from its beginning, matched with its annotations; <see cref="StartSample"/> is where scoring begins.</summary>
internal sealed record ScoredBeats(string Record, long StartSample, IReadOnlyList<ScoredBeat> Beats)
{
    public static ScoredBeats Load(string directory, string name)
    {
        var recording = EcgRecording.Load(directory, name);
        var reference = ReferenceBeats.Load(directory, name);
        var detected = new List<long>();
        var ready = new Dictionary<long, (BeatReady Beat, float[]? Input)>();
        recording.Analyze((_, findings) =>
        {
            detected.AddRange(findings.Detected.Select(beat => beat.SampleIndex).Where(sample => !reference.InFlutter(sample)));
            foreach (var beat in findings.Ready)
            {
                ready[beat.SampleIndex] = (beat, beat.HasInput ? findings.Input(beat).ToArray() : null);
            }
        });

        var beats = new List<ScoredBeat>();
        foreach (var (r, t) in BeatMatcher.Match(reference.Samples, detected, (long)(BeatMatcher.WindowSeconds * recording.SampleRate)))
        {
            (BeatReady Beat, float[]? Input)? answer = t >= 0 && ready.TryGetValue(detected[t], out var found) ? found : null;
            beats.Add(new ScoredBeat(
                r >= 0 ? reference.Samples[r] : detected[t], r >= 0 ? reference.Classes[r] : null, t >= 0, answer?.Beat, answer?.Input));
        }

        return new ScoredBeats(name, (long)(BeatMatcher.StartSeconds * recording.SampleRate), beats);
    }

    public static IReadOnlyList<string> Names(string directory, string? records)
        => records is not null
            ? records.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. Directory.GetFiles(directory, "*.atr").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
}
