using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.BedSimulator.Recordings;

namespace OrleansCare.BedSimulator;

/// <summary>Who lies in which bed.</summary>
public static class BedSources
{
    /// <summary>The scenarios in turn; the third bed has a thermometer of its own.</summary>
    public static IReadOnlyList<IBedSource> Synthetic(int beds, ulong seed)
    {
        Scenario[] order =
        [
            Scenario.Stable, Scenario.Desaturation, Scenario.Bradycardia, Scenario.VentricularEctopy, Scenario.Asystole, Scenario.LeadOff, Scenario.SepsisDrift,
            Scenario.Stable,
        ];
        return [.. Enumerable.Range(0, beds).Select(i => new SyntheticBed(order[i % order.Length], seed + ((ulong)i * 7919), thermometer: i == Math.Min(2, beds - 1)))];
    }

    /// <summary>The recordings of a folder in the order of their names, again from the first when there are more beds.</summary>
    /// <param name="directory">Holds WFDB records (NAME.hea with its files) or bidmc_NN_Signals.csv.</param>
    /// <exception cref="InvalidDataException">There is nothing to replay, or a file is damaged.</exception>
    public static IReadOnlyList<IBedSource> Recorded(string directory, int beds)
    {
        if (!Directory.Exists(directory))
        {
            throw new InvalidDataException($"The folder {directory} does not exist.");
        }

        var loaders = Directory.EnumerateFiles(directory, "*.hea").Order(StringComparer.Ordinal)
            .Select(path => new Func<Recording>(() => WfdbRecordings.Load(directory, Path.GetFileNameWithoutExtension(path))))
            .Concat(Directory.EnumerateFiles(directory, "*_Signals.csv").Order(StringComparer.Ordinal).Select(path => new Func<Recording>(() => BidmcRecordings.Load(path))))
            .ToList();
        if (loaders.Count == 0)
        {
            var fitting = Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal)
                .Where(folder => Directory.EnumerateFiles(folder, "*.hea").Concat(Directory.EnumerateFiles(folder, "*_Signals.csv")).Any()).Select(Path.GetFileName).ToList();
            var advice = fitting.Count == 0 ? "" : $" Name one of its folders that do: {string.Join(", ", fitting)}.";
            throw new InvalidDataException($"The folder {directory} holds neither WFDB headers (*.hea) nor *_Signals.csv.{advice}");
        }

        var recordings = loaders.Take(beds).Select(load => load()).ToList();
        return [.. Enumerable.Range(0, beds).Select(i => new RecordedBed(recordings[i % recordings.Count]))];
    }
}
