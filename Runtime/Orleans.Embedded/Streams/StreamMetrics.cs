using System.Diagnostics.Metrics;

namespace Orleans.Runtime;

/// <summary>Raw signals of a stream provider; the tag <c>provider</c> is the name it was registered under.</summary>
internal sealed class StreamMetrics(string provider)
{
    private static readonly Counter<long> PublishedItems = EngineMetrics.Meter.CreateCounter<long>("orleans-streams-items-published", "{item}", "Items that producers gave");
    private static readonly Counter<long> Deliveries = EngineMetrics.Meter.CreateCounter<long>("orleans-streams-deliveries", "{delivery}", "Items handed to one consumer, by outcome");
    private static readonly Counter<long> Waits = EngineMetrics.Meter.CreateCounter<long>("orleans-streams-producer-waits", "{wait}", "How often a producer waited for a consumer that was behind");

    private readonly KeyValuePair<string, object?> _provider = new("provider", provider);

    public void Published() => PublishedItems.Add(1, _provider);

    public void Delivered() => Count("delivered");

    public void Retried() => Count("retried");

    public void Failed() => Count("failed");

    public void Unobserved() => Count("unobserved");

    public void ProducerWaits() => Waits.Add(1, _provider);

    private void Count(string outcome) => Deliveries.Add(1, _provider, new("outcome", outcome));
}
