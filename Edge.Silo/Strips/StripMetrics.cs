using System.Diagnostics.Metrics;

namespace OrleansCare.Edge.Strips;

/// <summary>Meter <c>OrleansCare.Edge.Strips</c>.</summary>
internal sealed class StripMetrics
{
    private readonly Counter<long> _strips;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _wavesIgnored;
    private readonly UpDownCounter<long> _bytes;

    public StripMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCare.Edge.Strips");
        _strips = meter.CreateCounter<long>("strips.kept", "{strip}", "Strips finished, by whether something is missing");
        _refused = meter.CreateCounter<long>("strips.refused", "{strip}", "Alarms without a strip, by reason");
        _wavesIgnored = meter.CreateCounter<long>("strips.waves.ignored", "{chunk}", "Chunks of more waves than are kept for one patient");
        _bytes = meter.CreateUpDownCounter<long>("strips.waves.bytes", "By", "Memory that holds recent waves");
    }

    public void Finished(bool complete) => _strips.Add(1, new KeyValuePair<string, object?>("complete", complete));

    public void TooMany() => _refused.Add(1, new KeyValuePair<string, object?>("reason", "too_many_at_once"));

    public void WaveIgnored() => _wavesIgnored.Add(1);

    public void Kept(long bytes) => _bytes.Add(bytes);
}
