using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Lifecycle;

public sealed class LifecycleTests
{
    [Fact]
    public async Task A_grain_need_not_derive_from_the_base_class()
    {
        await using var silo = await StagedSilo.StartAsync();
        var plain = silo.Grains.GetGrain<IPlain>("plain");

        Assert.Equal("hello from plain", await plain.Greet());
        Assert.True(Gates.Opened("plain activated").IsCompleted);
        await plain.TickOnce();
        await Within.Reason(Gates.Opened("plain ticked"), "its timer ticks");
        await plain.Leave();
        await Within.Reason(Gates.Opened("plain left ApplicationRequested"), "it leaves");
    }

    [Fact]
    public async Task Stages_start_upwards_and_stop_downwards()
    {
        var silo = await StagedSilo.StartAsync();
        Assert.Equal(["start 10000", "start 20000"], silo.Steps);

        await silo.DisposeAsync();

        Assert.Equal(["start 10000", "start 20000", "stop 20000", "stop 10000"], silo.Steps);
    }

    [Fact]
    public async Task Grains_still_answer_what_stops_first_and_have_left_before_what_they_need_stops()
    {
        var silo = await StagedSilo.StartAsync(async (stage, grains) =>
        {
            if (stage == ServiceLifecycleStage.Active)
            {
                Assert.Equal("hello from last", await grains.GetGrain<IPlain>("last").Greet());
            }
            else
            {
                Assert.True(Gates.Opened("last left ShuttingDown").IsCompleted);
            }
        });
        await silo.Grains.GetGrain<IPlain>("last").Greet();

        await silo.DisposeAsync();

        Assert.Empty(silo.Failures);
    }

    private sealed class StagedSilo(Func<int, IGrainFactory, Task> stopping) : SiloFixture, IAsyncDisposable
    {
        public ConcurrentQueue<string> Steps { get; } = new();

        public ConcurrentQueue<Exception> Failures { get; } = new();

        public static async Task<StagedSilo> StartAsync(Func<int, IGrainFactory, Task>? stopping = null)
        {
            var silo = new StagedSilo(stopping ?? ((_, _) => Task.CompletedTask));
            await silo.InitializeAsync();
            return silo;
        }

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

        protected override void Configure(ISiloBuilder silo)
        {
            foreach (var stage in new[] { ServiceLifecycleStage.Active, ServiceLifecycleStage.ApplicationServices })
            {
                silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(this, stage));
            }
        }

        private async Task StopAsync(int stage)
        {
            Steps.Enqueue($"stop {stage}");
            try
            {
                await stopping(stage, Grains);
            }
            catch (Exception failure)
            {
                Failures.Enqueue(failure);
            }
        }

        private sealed class Participant(StagedSilo silo, int stage) : ILifecycleParticipant<ISiloLifecycle>
        {
            public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
                $"stage {stage}",
                stage,
                _ =>
                {
                    silo.Steps.Enqueue($"start {stage}");
                    return Task.CompletedTask;
                },
                _ => silo.StopAsync(stage));
        }
    }
}
