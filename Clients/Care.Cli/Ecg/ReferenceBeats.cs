using OrleansCare.Clinical.Ecg;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Ecg;

/// <summary>The annotated beats of a record, without the stretches of ventricular flutter, where EC57 counts nothing.</summary>
internal sealed class ReferenceBeats
{
    private readonly List<(long From, long To)> _flutter = [];

    public List<long> Samples { get; } = [];

    public List<BeatClass> Classes { get; } = [];

    public static ReferenceBeats Load(string directory, string name)
    {
        var beats = new ReferenceBeats();
        long? flutterFrom = null;
        foreach (var annotation in WfdbAnnotations.Parse(File.ReadAllBytes(Path.Combine(directory, name + ".atr"))))
        {
            if (annotation.IsFlutterOn)
            {
                flutterFrom = annotation.Sample;
            }
            else if (annotation.IsFlutterOff && flutterFrom is { } from)
            {
                beats._flutter.Add((from, annotation.Sample));
                flutterFrom = null;
            }
            else if (annotation.IsBeat && flutterFrom is null && BeatClasses.FromSymbol(annotation.Symbol) is { } beatClass)
            {
                beats.Samples.Add(annotation.Sample);
                beats.Classes.Add(beatClass);
            }
        }

        if (flutterFrom is { } open)
        {
            beats._flutter.Add((open, long.MaxValue));
        }

        return beats;
    }

    public bool InFlutter(long sample) => _flutter.Exists(stretch => sample >= stretch.From && sample <= stretch.To);
}
