using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Tests.Journal;
using static OrleansCare.Edge.Tests.Outbox.OutboxFixture;

namespace OrleansCare.Edge.Tests.Outbox;

public sealed class OutboxReceiptTests
{
    [Fact]
    public async Task A_receipt_carries_the_running_hash_at_any_acknowledged_sequence()
    {
        var disk = new SimulatedDisk();
        var texts = Enumerable.Range(1, 60).Select(Text).ToList();
        await using (var outbox = Open(disk))
        {
            await outbox.OfferAndSettle(OutboxClass.Vital, 40);
            foreach (var upTo in new[] { 1, 2, 17, 40 })
            {
                var receipt = outbox.Acknowledge(OutboxClass.Vital, upTo);
                Assert.Equal(upTo, receipt.Acknowledged);
                Assert.Equal(ChainOf(texts.Take(upTo)), Convert.ToHexString(receipt.Chain.Span));
            }
        }

        await using var again = Open(disk);
        Assert.Equal(40, again.Depth(OutboxClass.Vital).Acknowledged);
        await again.OfferAndSettle(OutboxClass.Vital, 20, from: 41);
        Assert.Equal(ChainOf(texts.Take(40)), Convert.ToHexString(again.Acknowledge(OutboxClass.Vital, 3).Chain.Span));
        Assert.Equal(ChainOf(texts.Take(55)), Convert.ToHexString(again.Acknowledge(OutboxClass.Vital, 55).Chain.Span));
        Assert.Equal(5, again.Depth(OutboxClass.Vital).Items);
    }

    [Fact]
    public async Task Acknowledged_space_is_given_back()
    {
        var disk = new SimulatedDisk();
        await using var outbox = Open(disk);
        await outbox.OfferAndSettle(OutboxClass.Vital, 200);
        var before = outbox.Depth(OutboxClass.Vital).Bytes;
        outbox.Acknowledge(OutboxClass.Vital, 200);
        Assert.True(outbox.Depth(OutboxClass.Vital).Bytes <= 1024);
        Assert.True(before > 20_000);
    }

    [Fact]
    public async Task An_acknowledgement_of_what_was_never_given_out_is_an_error()
    {
        await using var outbox = Open(new SimulatedDisk());
        await outbox.OfferAndSettle(OutboxClass.Vital, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => outbox.Acknowledge(OutboxClass.Vital, 3));
    }

    [Fact]
    public async Task Summaries_are_given_up_first_and_alarms_never()
    {
        await using var outbox = Open(new SimulatedDisk(), maxBytes: 12 << 10);
        await outbox.OfferAndSettle(OutboxClass.Alarm, 20);
        await outbox.OfferAndSettle(OutboxClass.Summary, 60);
        await outbox.OfferAndSettle(OutboxClass.Telemetry, 60);
        Assert.True(outbox.Depth(OutboxClass.Summary).Shed > 0);
        Assert.Equal(0, outbox.Depth(OutboxClass.Telemetry).Shed);
        await outbox.OfferAndSettle(OutboxClass.Vital, 30);
        Assert.Equal(0, outbox.Depth(OutboxClass.Vital).Shed);

        await outbox.OfferAndSettle(OutboxClass.Vital, 200, from: 31);
        Assert.Equal(20, outbox.ReadAll(OutboxClass.Alarm).Count);
        Assert.True(outbox.Depth(OutboxClass.Telemetry).Shed > 0);

        var gaps = new List<OutboxGap>();
        var vitals = outbox.ReadAll(OutboxClass.Vital, gaps: gaps);
        var gap = Assert.Single(gaps);
        Assert.Equal(new OutboxGap(1, vitals[0].Sequence - 1, OutboxGapReason.Shed), gap);
        Assert.Equal(gap.To, outbox.Depth(OutboxClass.Vital).Shed);
        Assert.Equal(230, vitals[^1].Sequence);
        Assert.Equal(230 - gap.To, outbox.Depth(OutboxClass.Vital).Items);
    }

    [Fact]
    public async Task The_running_hash_goes_on_behind_what_was_given_up()
    {
        await using var outbox = Open(new SimulatedDisk(), maxBytes: 10 << 10);
        await outbox.OfferAndSettle(OutboxClass.Summary, 200);
        var texts = Enumerable.Range(1, 200).Select(Text).ToList();
        using var batch = outbox.TryReadBatch(OutboxClass.Summary, 0, 5, 4096)!;
        var shed = (int)batch.Gap!.Value.To;
        Assert.Equal(ChainOf(texts.Take(shed)), Convert.ToHexString(batch.ChainBefore.Span));
        Assert.Equal(ChainOf(texts.Take(shed)), Convert.ToHexString(outbox.Acknowledge(OutboxClass.Summary, shed).Chain.Span));
        Assert.Equal(ChainOf(texts), Convert.ToHexString(outbox.Acknowledge(OutboxClass.Summary, 200).Chain.Span));
    }
}
