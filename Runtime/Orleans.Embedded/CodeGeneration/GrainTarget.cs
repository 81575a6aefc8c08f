using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>Where a proxy sends its calls.</summary>
public sealed class GrainTarget
{
    internal GrainTarget(Silo silo, GrainId grainId)
    {
        Silo = silo;
        GrainId = grainId;
    }

    internal Silo Silo { get; }

    internal GrainId GrainId { get; }
}
