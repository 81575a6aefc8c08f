using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

public abstract class Grain : IGrainBase, IAddressable
{
    protected Grain()
        : this(Activation.UnderConstruction)
    {
    }

    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        GrainContext = grainContext;
    }

    public IGrainContext GrainContext { get; }

    public GrainReference GrainReference => Activation.Silo.Factory.GetUntyped(GrainContext.GrainId);

    public string IdentityString => GrainContext.GrainId.ToString();

    protected IGrainFactory GrainFactory => GrainContext is Activation activation ? activation.Silo.Factory : ServiceProvider.GetRequiredService<IGrainFactory>();

    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    private Activation Activation => GrainContext as Activation
        ?? throw new InvalidOperationException($"{GetType()} was built outside a silo; only a running grain can do this.");

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <param name="timeSpan">How long, from now, the idle collection leaves this grain alone; negative ends an earlier delay.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}
