using OrleansCare.Contracts.Uplink;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Uplink;

/// <summary>The edge against a cloud that follows a script: docs/flows/receipts.md.</summary>
public class UplinkTests
{
    [Fact]
    public async Task What_the_cloud_has_receipted_is_not_sent_again_after_a_restart()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var node = await EdgeNode.StartAsync(cloud.Address);
        var first = await cloud.NextBatchAsync();
        Assert.Equal(ItemClass.Telemetry, first.Class);

        await node.RestartAsync();

        var last = first.Items[^1].Sequence;
        for (var i = 0; i < 3; i++)
        {
            var batch = await cloud.NextBatchAsync();
            Assert.True(batch.Items[0].Sequence == last + 1, $"After {last} came {batch.Items[0].Sequence}.");
            last = batch.Items[^1].Sequence;
        }
    }

    [Fact]
    public async Task A_cursor_that_cannot_be_kept_stops_neither_the_edge_nor_the_uplink()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var node = await EdgeNode.StartAsync(cloud.Address);
        await cloud.NextBatchAsync();
        var inTheWay = Path.Combine(node.DataDirectory, "outbox", "telemetry", "cursor" + SegmentFormat.UnfinishedExtension);
        Directory.CreateDirectory(inTheWay);

        await cloud.WaitForCallsAsync(3);
        Directory.Delete(inTheWay);
        var stopped = (await node.StatusAsync()).OutboxItems["Telemetry"];

        while ((long)(await cloud.NextBatchAsync()).Items[^1].Sequence <= stopped)
        {
        }
    }

    [Fact]
    public async Task A_receipt_for_something_else_than_was_sent_makes_the_edge_forget_nothing()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        cloud.Lies = true;
        await using var node = await EdgeNode.StartAsync(cloud.Address);
        var first = await cloud.NextBatchAsync();

        var again = await cloud.NextBatchAsync();

        Assert.Equal((1ul, 1ul), (first.Items[0].Sequence, again.Items[0].Sequence));
        Assert.True(cloud.Calls > 1, "The edge went on with a call whose receipt was wrong.");
        Assert.True((await node.StatusAsync()).OutboxDepth > 0);
    }
}
