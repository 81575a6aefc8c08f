using OrleansCare.Clinical.Ecg.Scoring;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Ecg;

/// <summary>Which annotated recordings are taken, and how they are changed before the analysis sees them.</summary>
/// <param name="Directory">Holds .hea, .dat and .atr files.</param>
/// <param name="Records">Names separated by commas; null takes those that a file RECORDS names, or every one with a header.</param>
/// <param name="Decibels">Signal-to-noise ratio of <see cref="NoiseStress"/>; null adds none.</param>
/// <param name="SampleRate">Hz to resample to; null keeps the record's own.</param>
/// <param name="Leads">So many of the record's leads.</param>
/// <param name="Seed">Of the noise and of the rhythm.</param>
/// <param name="Rhythm">Another rhythm than the patient's own, for training.</param>
internal sealed record EcgSource(
    string Directory, string? Records, double? Decibels = null, double? SampleRate = null, int Leads = 3, int Seed = EcgSource.DefaultSeed, RhythmChange? Rhythm = null)
{
    public const int DefaultSeed = 60601;

    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <exception cref="CliException">There is no such folder, or nothing in it.</exception>
    public IReadOnlyList<string> Names()
    {
        if (!System.IO.Directory.Exists(Directory))
        {
            throw new CliException($"There is no folder {Directory}.");
        }

        var list = Path.Combine(Directory, "RECORDS");
        string[] names = Records is not null ? Records.Split(',', Trimmed)
            : File.Exists(list) ? File.ReadAllText(list).Split('\n', Trimmed)
            : [.. System.IO.Directory.GetFiles(Directory, "*.hea").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
        return names.Length > 0 ? names : throw new CliException($"There are no WFDB records (.hea) in {Directory}.");
    }

    /// <summary>The reference beats in samples of <see cref="Load"/>'s recording.</summary>
    public static ReferenceBeats Beats(IEnumerable<WfdbAnnotation> annotations, double fromRate, double toRate, BeatMap map)
        => ReferenceBeats.From(
            annotations.Select(annotation => ((long)Math.Round(annotation.Sample * toRate / fromRate), annotation.Symbol, annotation.SubType)),
            map, (long)(BeatMatcher.WindowSeconds * toRate));

    /// <summary>The recording as the analysis gets it, its own sample rate, and its annotations in that rate.</summary>
    public (EcgRecording Recording, double OwnRate, IReadOnlyList<WfdbAnnotation> Annotations) Load(string name)
    {
        var annotations = WfdbAnnotations.Parse(File.ReadAllBytes(Path.Combine(Directory, name + ".atr")));
        var recording = EcgRecording.Load(Directory, name);
        if (Rhythm is { } rhythm)
        {
            (recording, annotations) = new RhythmChanger(recording, rhythm, Seed).Run(annotations);
        }

        recording = recording with { Leads = recording.Leads[..Math.Min(Leads, recording.Leads.Length)] };
        var rate = recording.SampleRate;
        if (Decibels is { } decibels)
        {
            recording = NoiseStress.Add(recording, Beats(annotations, rate, rate, BeatMap.Ec57).Samples, decibels, Seed);
        }

        return (SampleRate is { } wanted ? recording.Resampled(wanted) : recording, rate, annotations);
    }
}
