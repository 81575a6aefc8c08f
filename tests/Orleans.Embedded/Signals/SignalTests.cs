using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using OrleansCare.EmbeddedEngine.Tests.Calls;

namespace OrleansCare.EmbeddedEngine.Tests.Signals;

public sealed class SignalTests
{
    private const int MailboxLong = 6204;
    private const int LongTurn = 6205;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_mailbox_over_its_soft_limit_is_told_once_until_half_of_it_is_gone()
    {
        var lines = new LogLines();
        using var instruments = new Instruments();
        await using var silo = await StartAsync(lines, builder => builder.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsSoftLimit = 3));
        var grain = silo.Grains.GetGrain<IGated>("soft");

        for (var round = 1; round <= 2; round++)
        {
            var gate = Gate.Close("soft");
            var calls = Enumerable.Range(0, 12).Select(_ => grain.Wait()).ToList();
            await lines.Written(MailboxLong).WaitAsync(Patience);
            gate.SetResult();
            await Task.WhenAll(calls).WaitAsync(Patience);

            Assert.Equal(round, lines.Of(MailboxLong).Count);
        }

        Assert.Contains("gated/soft has ", lines.Of(MailboxLong)[0], StringComparison.Ordinal);
        Assert.True(instruments["orleans-messaging-soft-limit-exceeded"] >= 2);
    }

    [Fact]
    public async Task A_turn_that_blocks_its_thread_is_told()
    {
        var lines = new LogLines();
        await using var silo = await StartAsync(lines, builder => builder
            .Configure<SchedulingOptions>(options => options.TurnWarningLengthThreshold = TimeSpan.FromMilliseconds(50)));
        var gate = Gate.Close("blocks");

        var call = silo.Grains.GetGrain<IGated>("blocks").Block();
        await lines.Written(LongTurn).WaitAsync(Patience);
        gate.SetResult();
        await call.WaitAsync(Patience);

        Assert.Equal("A turn of embedded.gated/blocks runs longer than TurnWarningLengthThreshold; it blocks a thread", Assert.Single(lines.Of(LongTurn)));
    }

    [Fact]
    public async Task Calls_activations_refusals_and_timeouts_are_counted_and_no_tag_names_a_grain()
    {
        using var instruments = new Instruments();
        var (calls, created, timedOut) = (instruments["orleans-app-requests"], instruments["orleans-catalog-activation-created"], instruments["orleans-app-requests-timedout"]);
        var (limited, unknown) = (instruments["orleans-messaging-rejected reason=limit"], instruments["orleans-messaging-rejected reason=unknown"]);
        var silo = await StartAsync(new LogLines(), builder => builder.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = TimeSpan.FromMilliseconds(300);
            options.MaxEnqueuedRequestsHardLimit = 5;
        }));
        var gate = Gate.Close("counted");
        var grain = silo.Grains.GetGrain<IGated>("counted");

        var waiting = Enumerable.Range(0, 20).Select(_ => grain.Wait()).ToList();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(waiting).WaitAsync(Patience));
        Assert.All(waiting, call => Assert.True(call.Exception!.InnerException is TimeoutException or LimitExceededException));
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(
            () => silo.Grains.GetGrain<IPulse>(GrainId.Create("embedded.no-such", "1")).Beat(1).AsTask().WaitAsync(Patience));
        Assert.True(instruments["orleans-catalog-activations"] >= 1);
        gate.SetResult();
        await silo.DisposeAsync();

        Assert.True(instruments["orleans-app-requests"] > calls);
        Assert.True(instruments["orleans-catalog-activation-created"] > created);
        Assert.True(instruments["orleans-app-requests-timedout"] >= timedOut + waiting.Count(call => call.Exception!.InnerException is TimeoutException));
        Assert.True(instruments["orleans-messaging-rejected reason=limit"] >= limited + 10);
        Assert.True(instruments["orleans-messaging-rejected reason=unknown"] > unknown);
        Assert.Empty(instruments.TagKeys.Keys.Except(["reason", "provider", "outcome"]));
    }

    private static Task<TestSilo> StartAsync(LogLines lines, Action<ISiloBuilder> configure) => TestSilo.StartAsync(builder =>
    {
        builder.Services.AddSingleton<ILoggerProvider>(lines);
        configure(builder);
    });
}
