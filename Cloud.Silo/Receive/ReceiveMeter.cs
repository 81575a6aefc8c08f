using System.Diagnostics.Metrics;
using OrleansCare.Contracts.Uplink;

namespace OrleansCare.Cloud.Receive;

public sealed class ReceiveMeter : IDisposable
{
    private readonly Meter _meter = new("OrleansCare.Cloud.Receive");
    private readonly Counter<long> _items;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _dropped;

    public ReceiveMeter()
    {
        _items = _meter.CreateCounter<long>("receive.items", "{item}", "Items by class and outcome: stored, refused, duplicate");
        _batches = _meter.CreateCounter<long>("receive.batches_refused", "{batch}", "Batches refused, by reason");
        _dropped = _meter.CreateCounter<long>("receive.elements_dropped", "{element}", "Elements off the allow-list that an edge sent and the cloud did not store");
    }

    public void Committed(StreamCommit commit, int duplicates)
    {
        var itemClass = new KeyValuePair<string, object?>("class", ((ItemClass)commit.Class).ToString());
        _items.Add(commit.Observations.Count + commit.Reports.Count, itemClass, new("outcome", "stored"));
        _items.Add(commit.Refused.Count, itemClass, new("outcome", "refused"));
        _items.Add(duplicates, itemClass, new("outcome", "duplicate"));
    }

    public void BatchRefused(BatchOutcome outcome) => _batches.Add(1, new KeyValuePair<string, object?>("reason", outcome.ToString()));

    public void Dropped(int elements)
    {
        if (elements > 0)
        {
            _dropped.Add(elements);
        }
    }

    public void Dispose() => _meter.Dispose();
}
