using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Vitals;

/// <summary>Some of the vital signs.</summary>
public readonly record struct VitalSet(int Bits)
{
    public static readonly VitalSet None;

    public VitalSet With(Vital vital) => new(Bits | (1 << (int)vital));

    public bool Contains(Vital vital) => (Bits & (1 << (int)vital)) != 0;
}
