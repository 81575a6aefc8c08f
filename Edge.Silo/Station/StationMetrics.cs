using System.Diagnostics.Metrics;

namespace OrleansCare.Edge.Station;

/// <summary>Meter <c>OrleansCare.Edge.Station</c>.</summary>
internal sealed class StationMetrics
{
    private readonly Counter<long> _wavesDropped;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _malformed;

    public StationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCare.Edge.Station");
        _wavesDropped = meter.CreateCounter<long>("station.waves.dropped", "{frame}");
        _closed = meter.CreateCounter<long>("station.connections.closed", "{connection}");
        _malformed = meter.CreateCounter<long>("station.commands.malformed", "{command}");
    }

    public void WaveDropped() => _wavesDropped.Add(1);

    public void Overrun() => _closed.Add(1, new KeyValuePair<string, object?>("reason", "overrun"));

    public void Lost() => _closed.Add(1, new KeyValuePair<string, object?>("reason", "lost"));

    public void Malformed() => _malformed.Add(1);
}
