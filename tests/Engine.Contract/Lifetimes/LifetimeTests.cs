using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Lifetimes;

public sealed class LifetimeTests(LifetimeTests.TidySilo silo) : IClassFixture<LifetimeTests.TidySilo>
{
    [Fact]
    public async Task A_grain_is_activated_once_by_its_first_calls()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Life("first calls").Generation()));

        Assert.All(answers, generation => Assert.Equal(1, generation));
    }

    [Fact]
    public async Task The_caller_sees_why_a_grain_could_not_be_activated_and_the_next_call_tries_again()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Life("stillborn").Generation());

        Assert.Equal("not yet", failure.Message);
        Assert.Equal(2, await Life("stillborn").Generation());
    }

    [Fact]
    public async Task A_grain_that_deactivates_itself_is_activated_again_by_the_next_call()
    {
        await Life("leaves").Leave();
        await Within.Reason(Gates.Opened("leaves 1 ApplicationRequested"), "OnDeactivateAsync");

        Assert.Equal(2, await Life("leaves").Generation());
    }

    [Fact]
    public async Task A_grain_ends_its_call_before_it_leaves_and_what_waits_goes_to_the_next_activation()
    {
        var last = Life("leaves later").LeaveLater("last");
        await Within.Reason(Gates.Opened("last in"), "the last call is entered");
        var next = Life("leaves later").Generation();
        Assert.False(Gates.Opened("leaves later 1 ApplicationRequested").IsCompleted);

        Gates.Open("last out");

        await last;
        Assert.Equal(2, await Within.Reason(next, "the waiting call is answered"));
    }

    [Fact]
    public async Task An_idle_grain_is_collected_unless_it_is_kept()
    {
        await Life("stays").Stay(TimeSpan.FromMinutes(5));
        await silo.Grains.GetGrain<IKept>("kept").Generation();
        await Life("idle").Generation();

        await Within.Reason(Gates.Opened("idle 1 ActivationIdle"), "the idle grain is collected");

        Assert.Equal(1, await Life("stays").Generation());
        Assert.Equal(1, await silo.Grains.GetGrain<IKept>("kept").Generation());
    }

    [Fact]
    public async Task A_stateless_worker_takes_as_many_calls_at_once_as_it_may_have_activations()
    {
        var worker = silo.Grains.GetGrain<IWorker>(0);
        var first = worker.Work("w1");
        var second = worker.Work("w2");
        await Within.Reason(Gates.Opened("w1 in"), "the first worker begins");
        await Within.Reason(Gates.Opened("w2 in"), "the second worker begins");
        var third = worker.Work("w3");

        Gates.Open("w1 out");
        Gates.Open("w2 out");
        Gates.Open("w3 out");
        await Task.WhenAll(first, second, third);
    }

    [Fact]
    public void A_startup_task_has_called_a_grain_before_the_host_is_started() => Assert.True(Gates.Opened("started").IsCompleted);

    [Fact]
    public async Task Stopping_the_silo_deactivates_every_grain()
    {
        var other = new TidySilo();
        await other.InitializeAsync();
        await other.Grains.GetGrain<ILife>("stops").Generation();

        await Within.Reason(other.DisposeAsync(), "the silo stops");

        Assert.True(Gates.Opened("stops 1 ShuttingDown").IsCompleted);
    }

    private ILife Life(string key) => silo.Grains.GetGrain<ILife>(key);

    public sealed class Starting(IGrainFactory grains) : IStartupTask
    {
        public async Task Execute(CancellationToken cancellationToken)
        {
            await grains.GetGrain<ILife>("startup").Generation();
            Gates.Open("started");
        }
    }

    public sealed class TidySilo : SiloFixture
    {
        protected override void Configure(ISiloBuilder silo)
        {
            silo.Services.AddSingleton<Births>();
            silo.AddStartupTask<Starting>();
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = TimeSpan.FromMilliseconds(300);
                options.CollectionAge = TimeSpan.FromSeconds(3);
            });
        }
    }
}
