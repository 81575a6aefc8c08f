using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Codes;

public enum TermKind
{
    Numeric = 1,
    Wave = 2,
}

/// <summary>One ISO/IEEE 11073-10101 term a device may send.</summary>
/// <param name="Code">Context-free code as sent.</param>
/// <param name="CoreCode">The <see cref="Mdc"/> code under which the core takes it; differs from <paramref name="Code"/> for synonyms.</param>
/// <param name="Unit">The unit in which the core takes it; everything else is converted or refused.</param>
/// <param name="Confirmed">False: it stands in no list of the standard's terms that we could read (RTMMS is the authority); confirm before certifying a device.</param>
public sealed record MdcTerm(int Code, string Name, int CoreCode, TermKind Kind, Unit Unit, bool Confirmed)
{
    /// <summary>A second unit that is also meant, e.g. respiration in ohm or dimensionless.</summary>
    public Unit? OtherUnit { get; init; }

    /// <summary>LOINC codes that mean the same; the first one is written.</summary>
    public IReadOnlyList<string> Loinc { get; init; } = [];
}
