using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.TestKit;

namespace OrleansCare.Mqtt.Tests;

public sealed class TimeTests
{
    [Fact]
    [Mqtt311("3.1.2-24", "3.12.4-1")]
    [Mqtt5("3.12.4-1")]
    public async Task A_client_that_is_silent_for_one_and_a_half_keep_alives_is_closed()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync("10 0E 0004 4D515454 04 02 000A 0002 6231");
        await peer.ExpectAsync("20 02 00 00");

        for (int second = 0; second < 14; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await peer.SendAsync("C0 00");
        await peer.ExpectAsync("D0 00");

        // The loop may not have come back to waiting when the clock moves: it is moved until the close is seen.
        Task<(string, MqttCloseReason Reason)> closed = server.Application.NextDisconnectAsync();
        int waited = 0;
        while (!closed.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            waited++;
            await Task.WhenAny(closed, Task.Delay(20));
        }

        Assert.InRange(waited, 15, 60);
        Assert.Equal(MqttCloseReason.KeepAliveExpired, (await closed).Reason);
    }

    [Fact]
    public async Task A_stranger_that_does_not_connect_is_closed()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.ConnectTimeout = TimeSpan.FromSeconds(5), time: time);
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync("10 0E 0004");
        await time.WaitForTimerAsync("the server's clock");

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(string.Empty, await peer.ReadToEndAsync());
        await sums.ReachesAsync("mqtt.closed/ConnectTimedOut", 1);
    }

    [Fact]
    public async Task A_disk_that_is_slow_is_not_the_clients_silence()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.MaxInFlight = 1, time: time);
        using var sums = new MeterSums(server);
        var disk = new TaskCompletionSource<PublishDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Application.OnPublish = _ => new(disk.Task);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync("10 0E 0004 4D515454 04 02 000A 0002 6231" + "32 06 0001 61 0001 78" + "32 06 0001 61 0002 79");
        await sums.ReachesAsync("mqtt.window_full", 1);

        time.Advance(TimeSpan.FromMinutes(1));
        disk.SetResult(PublishDecision.Acknowledge);

        await peer.ExpectAsync("20 02 00 00" + "40 02 0001" + "40 02 0002");
    }
}
