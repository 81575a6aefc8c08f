using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrleansCare.Grpc.Client;
using OrleansCare.Grpc.Tests.Protos;

namespace OrleansCare.Grpc.Tests;

public sealed class QuietStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Kestrel measures by its own clock: the quiet has to be real.</summary>
    [Fact]
    public async Task A_stream_that_is_quiet_for_longer_than_the_servers_data_rate_allows_goes_on()
    {
        await using EchoHost host = await EchoHost.StartAsync(kestrel: options =>
        {
            options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.5));
            options.Limits.MaxRequestBodySize = 10;
        });
        await using GrpcDuplexCall<Note, Note> call = host.Channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser);
        await call.WriteAsync(new Note { Text = "more than ten bytes" });
        await call.ReadAsync().AsTask().WaitAsync(Patience);

        await Task.Delay(TimeSpan.FromSeconds(4));

        await call.WriteAsync(new Note { Number = 1 });
        Assert.Equal(2, (await call.ReadAsync().AsTask().WaitAsync(Patience))!.Number);
    }
}
