using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Filters;

public sealed class FilterTests(FilterTests.GuardedSilo silo) : IClassFixture<FilterTests.GuardedSilo>
{
    [Fact]
    public async Task Filters_see_every_call_and_the_grains_own_filter_is_the_last()
    {
        var guarded = silo.Grains.GetGrain<IGuarded>("seen");

        Assert.Equal("(ann", await guarded.Enter("ann", 1));
        Assert.Equal("(ann)(ben", await guarded.Enter("ben", 2));

        var seen = silo.Services.GetRequiredService<Seen>();
        Assert.Contains("out contract.guarded/seen Enter", seen);
        Assert.Contains("in contract.guarded/seen IGuarded.Enter ann 1 of GuardedGrain.Enter", seen);
    }

    [Fact]
    public async Task A_filter_can_refuse_a_call()
    {
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => silo.Grains.GetGrain<IGuarded>("forbidden").Leave());
    }

    public sealed class Seen : ConcurrentQueue<string>;

    public sealed class IncomingFilter(Seen seen) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.TargetId == GrainId.Create("contract.guarded", "forbidden"))
            {
                throw new UnauthorizedAccessException();
            }

            if (context.Grain is GuardedGrain && context.MethodName == nameof(IGuarded.Enter))
            {
                var method = context.ImplementationMethod;
                seen.Enqueue($"in {context.TargetId} {context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName} {context.Request.GetArgument(0)} "
                    + $"{context.Request.GetArgument(1)} of {method.DeclaringType!.Name}.{method.Name}");
            }

            await context.Invoke();
        }
    }

    public sealed class OutgoingFilter(Seen seen, IGrainFactory grains) : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            var known = grains.GetGrain<IGuarded>("seen").GetGrainId() == context.TargetId;
            seen.Enqueue($"out {(known ? context.TargetId : "another")} {context.MethodName}");
            return context.Invoke();
        }
    }

    public sealed class GuardedSilo : SiloFixture
    {
        protected override void Configure(ISiloBuilder silo)
        {
            silo.Services.AddSingleton<Seen>();
            silo.AddIncomingGrainCallFilter<IncomingFilter>();
            silo.AddOutgoingGrainCallFilter<OutgoingFilter>();
        }
    }
}
