using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Tests.Journal;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Outbox;

internal static class OutboxFixture
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static CloudOutbox Open(
        ILogFileSystem disk,
        Func<LogPosition, CancellationToken, ValueTask>? inputDurable = null,
        long segmentBytes = 1024,
        long maxBytes = 1 << 20,
        int maxQueuedItems = 4096,
        TimeProvider? time = null) => CloudOutbox.Open(
            new OutboxOptions { Directory = "/outbox", SegmentBytes = segmentBytes, MaxBytes = maxBytes, MaxItemBytes = 1024, MaxQueuedItems = maxQueuedItems },
            inputDurable ?? ((_, _) => ValueTask.CompletedTask),
            disk,
            time ?? new ManualTime(),
            LogFixture.Metrics,
            NullLogger.Instance);

    public static OutboxResult Offer(this CloudOutbox outbox, OutboxClass itemClass, string text, long sequence, int ordinal = 0, string stream = "episode-a") =>
        outbox.TryAppend(itemClass, new OutboxOrigin(stream, sequence, ordinal), Encoding.UTF8.GetBytes(text), new LogPosition(sequence), out _);

    public static async Task OfferAndSettle(this CloudOutbox outbox, OutboxClass itemClass, int count, int from = 1, string stream = "episode-a")
    {
        OutboxTicket ticket = default;
        for (var i = from; i < from + count; i++)
        {
            var result = outbox.TryAppend(itemClass, new OutboxOrigin(stream, i, 0), Encoding.UTF8.GetBytes(Text(i)), new LogPosition(i), out ticket);
            Assert.Equal(OutboxResult.Queued, result);
        }

        await outbox.WhenSettledAsync(ticket).AsTask().WaitAsync(Patience);
    }

    public static string Text(int i) => $"observation number {i} without a name";

    public static List<(long Sequence, string Text)> ReadAll(this CloudOutbox outbox, OutboxClass itemClass, long after = 0, List<OutboxGap>? gaps = null)
    {
        var all = new List<(long, string)>();
        byte[]? chain = null;
        while (outbox.TryReadBatch(itemClass, after, maxItems: 7, maxBytes: 4096) is { } batch)
        {
            using (batch)
            {
                if (batch.Gap is { } gap)
                {
                    gaps?.Add(gap);
                    chain = null;
                    after = gap.To;
                }

                Assert.True(chain is null || batch.ChainBefore.Span.SequenceEqual(chain), "the running hash broke between two batches");
                chain = batch.ChainBefore.ToArray();
                foreach (var item in batch.Items)
                {
                    Assert.Equal(++after, item.Sequence);
                    chain = SHA256.HashData([.. chain, .. item.Payload.Span]);
                    all.Add((item.Sequence, Encoding.UTF8.GetString(item.Payload.Span)));
                }
            }
        }

        return all;
    }

    public static string ChainOf(IEnumerable<string> texts) =>
        Convert.ToHexString(texts.Aggregate(new byte[32], (chain, text) => SHA256.HashData([.. chain, .. Encoding.UTF8.GetBytes(text)])));
}
