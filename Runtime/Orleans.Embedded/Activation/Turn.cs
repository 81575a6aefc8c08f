using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>The smallest thing an activation executes: a beginning (<see cref="GrainWork"/>) or what follows an await. It is in one queue at a time, and is its own link there.</summary>
public abstract class Turn
{
    private protected Turn()
    {
    }

    internal Turn? Next { get; set; }

    internal abstract void Execute(Activation activation);
}
