using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using OrleansCare.Contracts.Uplink;
using OrleansCare.Edge.Outbox;

namespace OrleansCare.Edge.Uplink;

/// <summary>
/// One open call: sends what the cloud has not receipted, alarms before everything else whenever both wait, and forgets what it has.
/// At most <see cref="WindowItems"/> items per class are under way without a receipt.
/// </summary>
internal sealed class UplinkSession(CloudOutbox outbox, AsyncDuplexStreamingCall<EdgeFrame, CloudFrame> call, UplinkOptions options) : IDisposable
{
    public const int WindowItems = 5000;

    private static readonly OutboxClass[] InOrder = [OutboxClass.Alarm, OutboxClass.Vital, OutboxClass.Event, OutboxClass.Telemetry, OutboxClass.Summary];

    private readonly SemaphoreSlim _room = new(0);
    private readonly Dictionary<OutboxClass, long> _sent = InOrder.ToDictionary(c => c, _ => 0L);
    private readonly Dictionary<OutboxClass, long> _receipted = InOrder.ToDictionary(c => c, _ => 0L);

    /// <summary>Running hash after each batch that has no receipt yet.</summary>
    private readonly Dictionary<OutboxClass, Queue<(long Through, byte[] Hash)>> _underWay = InOrder.ToDictionary(c => c, _ => new Queue<(long, byte[])>());

    public void Dispose() => _room.Dispose();

    /// <exception cref="RpcException">The cloud has receipts for items this outbox never had.</exception>
    public void Resume(Opened opened)
    {
        foreach (var itemClass in InOrder)
        {
            _sent[itemClass] = _receipted[itemClass] = outbox.Depth(itemClass).Acknowledged;
        }

        foreach (var receipt in opened.Receipts)
        {
            Accept(receipt);
            var itemClass = (OutboxClass)receipt.Class;
            _sent[itemClass] = Math.Max(_sent[itemClass], (long)receipt.Through);
        }
    }

    public void Accept(Receipt receipt)
    {
        var itemClass = (OutboxClass)receipt.Class;
        var through = (long)receipt.Through;
        if (!_receipted.TryGetValue(itemClass, out var before) || through <= before)
        {
            return;
        }

        lock (_receipted)
        {
            Compare(_underWay[itemClass], through, receipt.RunningHash.Span);
            _receipted[itemClass] = through;
        }

        try
        {
            outbox.Acknowledge(itemClass, through);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new RpcException(new Status(StatusCode.DataLoss, "The cloud has receipts for items that this outbox never had.", e));
        }

        _room.Release();
    }

    /// <summary>Runs until cancelled or until the call ends; how it ended is told by the reading side.</summary>
    public async Task SendAsync(CancellationToken ending)
    {
        try
        {
            while (true)
            {
                if (Next() is { } batch)
                {
                    using (batch)
                    {
                        await call.RequestStream.WriteAsync(new EdgeFrame { Batch = FrameOf(batch) }, ending);
                    }
                }
                else
                {
                    await WaitAsync(ending);
                }
            }
        }
        catch (Exception e) when (IsEndOfCall(e))
        {
            // How the call ended is for the reading side to tell.
        }
        finally
        {
            await CompleteAsync();
        }
    }

    private static bool IsEndOfCall(Exception e) => e is OperationCanceledException or RpcException or InvalidOperationException { Source: "Grpc.Net.Client" };

    /// <summary>The cloud then ends its side too: without that, an outbox that cannot be read would leave the reading side waiting for ever.</summary>
    private async Task CompleteAsync()
    {
        try
        {
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (IsEndOfCall(e))
        {
            // It had ended already.
        }
    }

    /// <summary>For an item or for a receipt. The wait that lost is withdrawn: left behind, it would swallow the next signal.</summary>
    private async Task WaitAsync(CancellationToken ending)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var items = outbox.WaitForItemsAsync(enough.Token);
        var room = _room.WaitAsync(enough.Token);
        await Task.WhenAny(items, room);
        await enough.CancelAsync();
        await Task.WhenAll(items, room).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.ThrowIfCancellationRequested();
    }

    private OutboxBatch? Next()
    {
        foreach (var itemClass in InOrder)
        {
            long receipted;
            lock (_receipted)
            {
                receipted = _receipted[itemClass];
            }

            var room = (int)(receipted + WindowItems - _sent[itemClass]);
            if (room > 0 && outbox.TryReadBatch(itemClass, _sent[itemClass], Math.Min(room, options.BatchItems), options.BatchBytes) is { } batch)
            {
                _sent[itemClass] = batch.Items[^1].Sequence;
                lock (_receipted)
                {
                    _underWay[itemClass].Enqueue((batch.Items[^1].Sequence, HashAfter(batch)));
                }

                return batch;
            }
        }

        return null;
    }

    /// <summary>Before anything is forgotten: what the cloud has must be what was sent. After a reconnect the cloud compares, by the next batch's chain_before.</summary>
    private static void Compare(Queue<(long Through, byte[] Hash)> underWay, long through, ReadOnlySpan<byte> hash)
    {
        while (underWay.TryPeek(out var sent) && sent.Through <= through)
        {
            underWay.Dequeue();
            if (sent.Through == through && !hash.SequenceEqual(sent.Hash))
            {
                throw new RpcException(new Status(StatusCode.DataLoss, "The cloud's running hash is not ours: it did not receive what was sent."));
            }
        }
    }

    private static byte[] HashAfter(OutboxBatch batch)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hash = batch.ChainBefore.ToArray();
        foreach (var item in batch.Items)
        {
            sha.AppendData(hash);
            sha.AppendData(item.Payload.Span);
            sha.GetHashAndReset(hash);
        }

        return hash;
    }

    private static Batch FrameOf(OutboxBatch batch)
    {
        var frame = new Batch { Class = (ItemClass)batch.Class, ShedThrough = batch.Gap is { Reason: OutboxGapReason.Shed } gap ? (ulong)gap.To : 0, ChainBefore = ByteString.CopyFrom(batch.ChainBefore.Span) };
        foreach (var item in batch.Items)
        {
            frame.Items.Add(new Item { Sequence = (ulong)item.Sequence, Payload = ByteString.CopyFrom(item.Payload.Span) });
        }

        return frame;
    }
}
