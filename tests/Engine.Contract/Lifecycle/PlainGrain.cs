using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Lifecycle;

[Alias("contract.IPlain")]
public interface IPlain : IGrainWithStringKey
{
    [Alias("Greet")]
    Task<string> Greet();

    [Alias("TickOnce")]
    Task TickOnce();

    [Alias("Leave")]
    Task Leave();
}

/// <summary>A grain without the base class. Opens the gates <c>key activated</c>, <c>key ticked</c> and <c>key left reason</c>.</summary>
[GrainType("contract.plain")]
public sealed class PlainGrain(IGrainContext context) : IGrainBase, IPlain
{
    public IGrainContext GrainContext => context;

    private string Key => context.GrainId.Key.ToString();

    public Task OnActivateAsync(CancellationToken token)
    {
        Gates.Open(Key + " activated");
        return Task.CompletedTask;
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        Gates.Open($"{Key} left {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<string> Greet() => Task.FromResult("hello from " + Key);

    public Task TickOnce()
    {
        this.RegisterGrainTimer(
            () =>
            {
                Gates.Open(Key + " ticked");
                return Task.CompletedTask;
            },
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        this.DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
