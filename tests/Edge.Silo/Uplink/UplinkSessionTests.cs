using Grpc.Core;
using Grpc.Net.Client;
using OrleansCare.Contracts.Uplink;
using OrleansCare.Edge.Tests.Journal;
using OrleansCare.Edge.Tests.Outbox;
using OrleansCare.Edge.Uplink;

namespace OrleansCare.Edge.Tests.Uplink;

public sealed class UplinkSessionTests
{
    [Fact]
    public async Task An_outbox_that_cannot_be_read_ends_the_call_for_the_reading_side_too()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        using var channel = GrpcChannel.ForAddress(cloud.Address);
        using var call = new Contracts.Uplink.Uplink.UplinkClient(channel).Send(deadline: DateTime.UtcNow.AddSeconds(60));
        await call.RequestStream.WriteAsync(new EdgeFrame { Open = new Open { Edge = "0123456789abcdef", Site = "St. Anna", Software = "1.2.3" } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var outbox = OutboxFixture.Open(new SimulatedDisk());
        using var session = new UplinkSession(outbox, call, new UplinkOptions());
        await outbox.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => session.SendAsync(CancellationToken.None).WaitAsync(OutboxFixture.Patience));

        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(OutboxFixture.Patience));
    }
}
