using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using OrleansCare.EmbeddedEngine.Tests.Calls;
using OrleansCare.EmbeddedEngine.Tests.Signals;

namespace OrleansCare.EmbeddedEngine.Tests.Hosting;

public sealed class StopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_silo_stops_in_bounded_time_although_a_grain_never_ends()
    {
        var silo = await TestSilo.StartAsync(
            builder => builder.Configure<GrainCollectionOptions>(options => options.DeactivationTimeout = TimeSpan.FromMilliseconds(200)));
        Gate.Close("stuck");
        var stuck = silo.Grains.GetGrain<IGated>("stuck");
        var call = stuck.Wait();
        await stuck.Entered();

        await silo.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.False(call.IsCompleted);
    }

    [Fact]
    public async Task A_call_that_runs_when_the_silo_stops_is_answered_and_one_that_waits_is_refused_by_name()
    {
        var silo = await TestSilo.StartAsync();
        var gate = Gate.Close("drains");
        var grain = silo.Grains.GetGrain<IGated>("drains");
        var running = grain.Wait();
        await grain.Entered();
        var waiting = grain.Wait();

        var stopped = silo.DisposeAsync().AsTask();
        Assert.False(stopped.IsCompleted);
        gate.SetResult();

        await running.WaitAsync(Patience);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting.WaitAsync(Patience));
        await stopped.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_stopped_silo_refuses_calls_to_grains_that_are_gone()
    {
        var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IPulse>(7);
        Assert.Equal(1, await grain.Beat(1));

        await silo.DisposeAsync();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.Beat(1).AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Deleting_an_observers_reference_leaves_the_object_alone()
    {
        await using var silo = await TestSilo.StartAsync();
        using var listener = new Listener();
        var reference = silo.Grains.CreateObjectReference<IListener>(listener);
        await reference.Hear();

        silo.Grains.DeleteObjectReference<IListener>(listener);

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => reference.Hear().WaitAsync(Patience));
        Assert.Equal((1, 0), (listener.Heard, listener.Disposed));
    }

    private sealed class Listener : IListener, IDisposable
    {
        public int Heard { get; private set; }

        public int Disposed { get; private set; }

        public Task Hear()
        {
            Heard++;
            return Task.CompletedTask;
        }

        public void Dispose() => Disposed++;
    }
}

[Alias("embedded.IListener")]
public interface IListener : IGrainObserver
{
    [Alias("Hear")]
    Task Hear();
}
