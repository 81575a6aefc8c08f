using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>The base of the generated proxies.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    // The activation this reference last reached; saves the lookup as long as it lives.
    private Activation? _known;

    protected internal GrainReference(GrainTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    public GrainId GrainId => Target.GrainId;

    internal GrainTarget Target { get; }

    internal void Deliver(Request request)
    {
        var known = _known;
        if (known is { IsGone: false })
        {
            known.Accept(request);
        }
        else
        {
            _known = Target.Silo.Deliver(request, GrainId);
        }
    }

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference {GrainId}";

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}
