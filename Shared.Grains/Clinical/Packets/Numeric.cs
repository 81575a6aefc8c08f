using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Packets;

/// <summary>One measured number. <paramref name="Code"/> is an <see cref="Mdc"/> code; the value is finite and physiologically possible (<see cref="PlausibleRange"/>).</summary>
public readonly record struct Numeric(int Code, double Value, Unit Unit);
