using System.Diagnostics.Metrics;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Edge.Inference;

/// <summary>Meter <c>OrleansCare.Edge.Inference</c>.</summary>
internal sealed class InferenceMetrics
{
    private readonly Counter<long> _beats;
    private readonly Counter<long> _overruns;
    private readonly Counter<long> _undelivered;

    public InferenceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCare.Edge.Inference");
        _beats = meter.CreateCounter<long>("inference.beats", "{beat}");
        _overruns = meter.CreateCounter<long>("inference.overruns", "{beat}");
        _undelivered = meter.CreateCounter<long>("inference.undelivered", "{beat}");
    }

    public void Classified(BeatClass beat) => _beats.Add(1, new KeyValuePair<string, object?>("class", beat.ToString()));

    public void Overrun() => _overruns.Add(1);

    public void Undelivered() => _undelivered.Add(1);
}
