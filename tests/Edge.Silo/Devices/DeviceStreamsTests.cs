using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansCare.Contracts.Devices.Wire;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>Devices over gRPC.</summary>
public class DeviceStreamsTests
{
    [Fact]
    public async Task Every_packet_of_a_stream_is_answered_in_order()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var channel = GrpcChannel.ForAddress(node.Grpc);
        using var call = new DeviceIngest.DeviceIngestClient(channel).Stream(HeadersOf("monitor-1", "secret"));

        foreach (var (sequence, rate) in new[] { (1UL, 70), (1UL, 70), (2UL, 900) })
        {
            await call.RequestStream.WriteAsync(new DevicePacket
            {
                Sequence = sequence,
                Numerics = new Numerics { Values = { new Numeric { Code = 147842, Value = rate, Unit = "/min" } } },
            });
        }

        await call.RequestStream.CompleteAsync();
        var answers = new List<IngestAnswer>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            answers.Add(answer);
        }

        Assert.Equal([IngestOutcome.Accepted, IngestOutcome.Repeated, IngestOutcome.Accepted], answers.Select(answer => answer.Outcome));
        Assert.Equal((2UL, 0U, 1U, "Implausible"), (answers[2].Sequence, answers[2].Accepted, answers[2].Quarantined, answers[2].Rejects[0].Reason));
    }

    [Fact]
    public async Task A_packet_that_cannot_be_stored_is_answered_so_the_call_ends_as_exhausted_and_the_repeat_enters_once()
    {
        var disk = new SimulatedDisk();
        await using var node = await EdgeNode.StartAsync(disk);
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var channel = GrpcChannel.ForAddress(node.Grpc);

        disk.Room = 0;
        Assert.Equal((IngestOutcome.NotKept, StatusCode.ResourceExhausted), await SendOneAsync(channel));
        disk.Room = long.MaxValue;
        await Repeat.UntilAsync(
            "The packet", () => SendOneAsync(channel), answer => answer is (IngestOutcome.Accepted or IngestOutcome.Repeated, StatusCode.OK));

        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task Who_is_not_enrolled_is_refused()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var channel = GrpcChannel.ForAddress(node.Grpc);
        using var call = new DeviceIngest.DeviceIngestClient(channel).Stream(HeadersOf("monitor-1", "wrong"));

        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    private static async Task<(IngestOutcome Outcome, StatusCode Status)> SendOneAsync(GrpcChannel channel)
    {
        using var call = new DeviceIngest.DeviceIngestClient(channel).Stream(HeadersOf("monitor-1", "secret"));
        await call.RequestStream.WriteAsync(new DevicePacket { Sequence = 1, Numerics = new Numerics { Values = { new Numeric { Code = 147842, Value = 70, Unit = "/min" } } } });
        await call.ResponseStream.MoveNext();
        var outcome = call.ResponseStream.Current.Outcome;
        try
        {
            if (outcome != IngestOutcome.NotKept)
            {
                await call.RequestStream.CompleteAsync();
            }

            Assert.False(await call.ResponseStream.MoveNext());
        }
        catch (RpcException)
        {
            // Which one is in the status.
        }

        return (outcome, call.GetStatus().StatusCode);
    }

    private static Metadata HeadersOf(string serial, string password) => new()
    {
        { "care-device", serial },
        { "authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + password)) },
    };
}
