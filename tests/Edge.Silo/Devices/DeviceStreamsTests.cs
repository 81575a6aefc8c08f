using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansCare.Contracts.Devices.Wire;
using OrleansCare.Edge.Tests.Hosting;

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
    public async Task Who_is_not_enrolled_is_refused()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var channel = GrpcChannel.ForAddress(node.Grpc);
        using var call = new DeviceIngest.DeviceIngestClient(channel).Stream(HeadersOf("monitor-1", "wrong"));

        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    private static Metadata HeadersOf(string serial, string password) => new()
    {
        { "care-device", serial },
        { "authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + password)) },
    };
}
