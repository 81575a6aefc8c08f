using System.Text;
using Grpc.Core;
using OrleansCare.Cloud.Tests.Hosting;
using OrleansCare.Contracts.Uplink;

namespace OrleansCare.Cloud.Tests.Receive;

public sealed class UplinkOnSqliteTests : UplinkTests;

[Collection(PostgresTests.Name)]
public sealed class UplinkOnPostgresTests(PostgresFixture postgres) : UplinkTests
{
    [Fact]
    public async Task Two_clouds_that_share_a_database_take_an_edges_items_once()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var outbox = new OutboxUnderTest();
        outbox.Append(ItemClass.Vital, Payloads.Observations(6));
        await using (var edge = await EdgeUnderTest.OpenAsync(one.Uplink, outbox: outbox))
        {
            await edge.SendAsync(outbox.Batch(ItemClass.Vital, 1, 2));
        }

        await using (var edge = await EdgeUnderTest.OpenAsync(other.Uplink, outbox: outbox))
        {
            await edge.SendAsync(outbox.Batch(ItemClass.Vital, 3, 4));
        }

        await using (var edge = await EdgeUnderTest.OpenAsync(one.Uplink, outbox: outbox))
        {
            var overtaken = await Assert.ThrowsAsync<RpcException>(() => edge.SendAsync(outbox.Batch(ItemClass.Vital, 3, 6)));
            Assert.Equal(StatusCode.Unavailable, overtaken.StatusCode);
        }

        await using var again = await EdgeUnderTest.OpenAsync(one.Uplink, outbox: outbox);
        var receipt = await again.SendAsync(outbox.Batch(ItemClass.Vital, 3, 6));

        Assert.Equal((6UL, 6UL, 2UL, 0UL), (receipt.Through, receipt.Received, receipt.Duplicates, receipt.Missing));
        Assert.Equal(6, (await other.GetAsync("/fhir/Observation")).GetProperty("total").GetInt32());
    }

    protected override Task<string> CreateDatabaseAsync() => postgres.Server.CreateDatabaseAsync();
}

public abstract class UplinkTests : StoreTests
{
    [Fact]
    public async Task A_batch_sent_twice_is_applied_once()
    {
        await using var cloud = await StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);
        var batch = edge.Outbox.Append(ItemClass.Vital, Payloads.Observations(5));

        var first = await edge.SendAsync(batch);
        var second = await edge.SendAsync(batch);

        Assert.Equal((5UL, 5UL, 0UL, 0UL), (first.Through, first.Received, first.Duplicates, first.Missing));
        Assert.Equal((5UL, 5UL, 5UL, 0UL), (second.Through, second.Received, second.Duplicates, second.Missing));
        Assert.Equal(edge.Outbox.ChainAfter(ItemClass.Vital, 5), second.RunningHash);
        Assert.Equal(5, (await cloud.GetAsync("/fhir/Observation")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_gap_is_missing_until_its_items_come()
    {
        await using var cloud = await StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);
        edge.Outbox.Append(ItemClass.Vital, Payloads.Observations(10));
        await edge.SendAsync(edge.Outbox.Batch(ItemClass.Vital, 1, 3));

        var ahead = await edge.SendAsync(edge.Outbox.Batch(ItemClass.Vital, 7, 9));
        var filled = await edge.SendAsync(edge.Outbox.Batch(ItemClass.Vital, 4, 6));
        var next = await edge.SendAsync(edge.Outbox.Batch(ItemClass.Vital, 10, 10));

        Assert.Equal((9UL, 6UL, 3UL), (ahead.Through, ahead.Received, ahead.Missing));
        Assert.Equal((9UL, 9UL, 0UL, 0UL), (filled.Through, filled.Received, filled.Missing, filled.Duplicates));
        Assert.Equal(edge.Outbox.ChainAfter(ItemClass.Vital, 9), filled.RunningHash);
        Assert.Equal(edge.Outbox.ChainAfter(ItemClass.Vital, 10), next.RunningHash);
    }

    [Fact]
    public async Task What_the_edge_shed_is_not_missing()
    {
        await using var cloud = await StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);
        edge.Outbox.Append(ItemClass.Summary, Payloads.Observations(6));
        await edge.SendAsync(edge.Outbox.Batch(ItemClass.Summary, 1, 2));
        var batch = edge.Outbox.Batch(ItemClass.Summary, 6, 6);
        batch.ShedThrough = 5;

        var receipt = await edge.SendAsync(batch);

        Assert.Equal((6UL, 3UL, 3UL, 0UL), (receipt.Through, receipt.Received, receipt.Shed, receipt.Missing));
        Assert.Equal(edge.Outbox.ChainAfter(ItemClass.Summary, 6), receipt.RunningHash);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public async Task A_batch_whose_hash_differs_is_refused_and_nothing_of_it_is_stored(int firstSent)
    {
        await using var cloud = await StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);
        await edge.SendAsync(ItemClass.Vital, Payloads.Observations(2));
        edge.Outbox.Append(ItemClass.Vital, Payloads.Observations(2));
        var batch = edge.Outbox.Batch(ItemClass.Vital, firstSent, 4);
        batch.Items[0].Payload = Google.Protobuf.ByteString.CopyFrom(Payloads.Observation(30));
        if (firstSent == 3)
        {
            batch.ChainBefore = edge.Outbox.ChainAfter(ItemClass.Vital, 1);
        }

        var refused = await Assert.ThrowsAsync<RpcException>(() => edge.SendAsync(batch));

        Assert.Equal(StatusCode.DataLoss, refused.StatusCode);
        Assert.Equal(2, (await cloud.GetAsync("/fhir/Observation")).GetProperty("total").GetInt32());
        await using var again = await EdgeUnderTest.OpenAsync(cloud.Uplink, outbox: edge.Outbox);
        Assert.Equal(4UL, (await again.SendAsync(again.Outbox.Batch(ItemClass.Vital, 3, 4))).Received);
    }

    [Fact]
    public async Task After_a_restart_the_cloud_goes_on_where_it_was()
    {
        var directory = Directory.CreateTempSubdirectory("care-cloud-").FullName;
        var outbox = new OutboxUnderTest();
        outbox.Append(ItemClass.Alarm, Payloads.Observations(5));
        await using (var cloud = await StartAsync(directory, keepsDirectory: true))
        {
            await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink, outbox: outbox);
            await edge.SendAsync(outbox.Batch(ItemClass.Alarm, 1, 3));
            await edge.SendAsync(outbox.Batch(ItemClass.Alarm, 5, 5));
        }

        await using var restarted = await StartAsync(directory);
        await using var back = await EdgeUnderTest.OpenAsync(restarted.Uplink, outbox: outbox);
        var known = Assert.Single(back.Opened);
        var repeated = await back.SendAsync(outbox.Batch(ItemClass.Alarm, 1, 3));

        Assert.Equal((ItemClass.Alarm, 5UL, 4UL, 1UL), (known.Class, known.Through, known.Received, known.Missing));
        Assert.Equal((4UL, 3UL, 1UL), (repeated.Received, repeated.Duplicates, repeated.Missing));
        Assert.Equal(0UL, (await back.SendAsync(outbox.Batch(ItemClass.Alarm, 4, 4))).Missing);
        Assert.Equal(5, (await restarted.GetAsync("/fhir/Observation")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Invalid_payloads_are_refused_and_counted_and_the_others_stored()
    {
        await using var cloud = await StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);

        var receipt = await edge.SendAsync(
            ItemClass.Vital, Payloads.Observation(0), "{broken"u8.ToArray(), "{\"resourceType\":\"Patient\"}"u8.ToArray(), Payloads.Observation(1));
        var telemetry = await edge.SendAsync(ItemClass.Telemetry, "[]"u8.ToArray(), Payloads.Report(Payloads.Start));

        Assert.Equal((4UL, 2UL, 0UL), (receipt.Received, receipt.Refused, receipt.Missing));
        Assert.Equal((2UL, 1UL), (telemetry.Received, telemetry.Refused));
        Assert.Equal(2, (await cloud.GetAsync("/fhir/Observation")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Identifiers_an_edge_should_not_have_sent_are_neither_served_nor_stored_nor_logged()
    {
        await using var cloud = await StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);

        await edge.SendAsync(ItemClass.Vital, Payloads.Identified(0));

        var served = (await cloud.GetAsync("/fhir/Observation")).GetRawText();
        Assert.Contains("8867-4", served, StringComparison.Ordinal);
        foreach (var secret in new[] { "Ortega", "MRN-00417", "ICU-03", "SN-77-1234" })
        {
            Assert.DoesNotContain(secret, served, StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(cloud.Directory))
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var text = new StreamReader(stream, Encoding.Latin1);
                Assert.False((await text.ReadToEndAsync()).Contains(secret, StringComparison.Ordinal), $"{Path.GetFileName(file)} holds {secret}.");
            }
        }
    }

    [Fact]
    public async Task The_first_frame_must_be_open()
    {
        await using var cloud = await StartAsync();
        await using var edge = EdgeUnderTest.Connect(cloud.Uplink);
        await edge.WriteAsync(new EdgeFrame { Batch = new Batch() });

        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(edge.ReadAsync)).StatusCode);
    }

    [Theory]
    [InlineData(0UL, 100, StatusCode.OutOfRange)]
    [InlineData(ulong.MaxValue, 100, StatusCode.OutOfRange)]
    [InlineData(200_000_000UL, 100, StatusCode.OutOfRange)]
    [InlineData(1UL, 300_000, StatusCode.ResourceExhausted)]
    public async Task A_batch_out_of_range_or_too_large_gets_a_status(ulong sequence, int length, StatusCode expected)
    {
        await using var cloud = await StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);
        var batch = edge.Outbox.Append(ItemClass.Vital, new byte[length]);
        batch.Items[0].Sequence = sequence;

        Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(() => edge.SendAsync(batch))).StatusCode);
    }

    [Fact]
    public async Task Two_edges_have_streams_of_their_own()
    {
        await using var cloud = await StartAsync();
        await using var one = await EdgeUnderTest.OpenAsync(cloud.Uplink);
        await using var other = await EdgeUnderTest.OpenAsync(cloud.Uplink, "fedcba98fedcba98", "St. Bruno");

        var receipts = await Task.WhenAll(
            one.SendAsync(ItemClass.Vital, Payloads.Observations(3)), other.SendAsync(ItemClass.Vital, Payloads.Observations(4)));

        Assert.Equal([3UL, 4UL], receipts.Select(receipt => receipt.Received));
        Assert.Equal(7, (await cloud.GetAsync("/api/status")).GetProperty("observations").GetInt32());
    }
}
