using System.Diagnostics.Metrics;

namespace OrleansCare.Edge.Outbox;

/// <summary>Raw signals of the outbox by class; bytes and syncs of its logs are in the journal's meter.</summary>
internal sealed class OutboxMetrics : IDisposable
{
    public const string MeterName = "OrleansCare.Edge.Outbox";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _offered;
    private readonly Counter<long> _shed;

    public OutboxMetrics(CloudOutbox outbox)
    {
        _offered = _meter.CreateCounter<long>("outbox.offered", "{item}", "Items offered, by result");
        _shed = _meter.CreateCounter<long>("outbox.shed", "{item}", "Items given up to keep the size bound");
        _meter.CreateObservableCounter("outbox.evicted.streams", () => Observe(outbox, d => d.EvictedStreams), "{stream}", "Streams forgotten because there were too many");
        _meter.CreateObservableGauge("outbox.items", () => Observe(outbox, d => d.Items), "{item}", "Durable and not acknowledged");
        _meter.CreateObservableGauge("outbox.bytes", () => Observe(outbox, d => d.Bytes), "By", "On disk");
        _meter.CreateObservableGauge("outbox.queued", () => Observe(outbox, d => d.Queued), "{item}", "In memory on their way to the disk");
    }

    public void Offered(OutboxClass itemClass, OutboxResult result) => _offered.Add(1, Tag(itemClass), new("result", NameOf(result)));

    public void Shed(OutboxClass itemClass, long items) => _shed.Add(items, Tag(itemClass));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Observe(CloudOutbox outbox, Func<OutboxDepth, long> value) =>
        OutboxClasses.All.Select(c => new Measurement<long>(value(outbox.Depth(c)), Tag(c)));

    private static KeyValuePair<string, object?> Tag(OutboxClass itemClass) => new("class", OutboxClasses.NameOf(itemClass));

    private static string NameOf(OutboxResult result) => result switch
    {
        OutboxResult.Queued => "queued",
        OutboxResult.Repeated => "repeated",
        OutboxResult.Full => "full",
        OutboxResult.TooLarge => "too_large",
        _ => "closed",
    };
}
