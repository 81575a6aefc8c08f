using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>Something a grain does from beginning to end under the rules of interleaving: a call or a timer's tick.</summary>
public abstract class GrainWork : Turn
{
    private protected GrainWork()
    {
    }

    internal virtual bool Interleaves => false;

    internal virtual bool ReadsOnly => false;

    internal virtual bool KeepsAlive => true;

    /// <summary>Kept by the activation that runs it.</summary>
    internal bool CountedAsReader { get; set; }

    internal sealed override void Execute(Activation activation) => activation.Receive(this);

    /// <summary>Runs on the activation's turn; the end is told by <see cref="Activation.Finished"/>.</summary>
    internal abstract void Begin(Activation activation);

    /// <summary>It will never begin.</summary>
    internal abstract void Refuse(Exception reason);

    /// <summary>The activation is gone; another may take it.</summary>
    internal abstract void Forward(Silo silo);
}
