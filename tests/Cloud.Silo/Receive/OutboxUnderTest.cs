using Google.Protobuf;
using OrleansCare.Cloud.Receive;
using OrleansCare.Contracts.Uplink;

namespace OrleansCare.Cloud.Tests.Receive;

/// <summary>The edge's items per class, chained as they were appended, whether they are ever sent or not.</summary>
internal sealed class OutboxUnderTest
{
    private readonly Dictionary<ItemClass, List<(byte[] ChainBefore, byte[] Payload)>> _items = [];

    /// <returns>A batch of these.</returns>
    public Batch Append(ItemClass itemClass, params byte[][] payloads)
    {
        if (!_items.TryGetValue(itemClass, out var items))
        {
            _items.Add(itemClass, items = []);
        }

        var first = items.Count + 1;
        foreach (var payload in payloads)
        {
            items.Add((items.Count == 0 ? new byte[32] : StreamState.Chain(items[^1].ChainBefore, items[^1].Payload), payload));
        }

        return Batch(itemClass, first, items.Count);
    }

    public Batch Batch(ItemClass itemClass, int first, int last)
    {
        var items = _items[itemClass];
        var batch = new Batch { Class = itemClass, ChainBefore = ByteString.CopyFrom(items[first - 1].ChainBefore) };
        for (var sequence = first; sequence <= last; sequence++)
        {
            batch.Items.Add(new Item { Sequence = (ulong)sequence, Payload = ByteString.CopyFrom(items[sequence - 1].Payload) });
        }

        return batch;
    }

    public ByteString ChainAfter(ItemClass itemClass, int sequence) =>
        ByteString.CopyFrom(StreamState.Chain(_items[itemClass][sequence - 1].ChainBefore, _items[itemClass][sequence - 1].Payload));
}
