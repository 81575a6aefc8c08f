using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Codes;

/// <summary>A UCUM unit as devices write it: value in <see cref="Unit"/> = value * Factor + Offset.</summary>
public readonly record struct UcumUnit(Unit Unit, double Factor, double Offset)
{
    private const double MillimetresOfMercuryPerKilopascal = 7.500615758456563;

    public double Convert(double value) => Factor == 1 && Offset == 0 ? value : (value * Factor) + Offset;

    /// <summary>The UCUM code of a core unit.</summary>
    public static string CodeOf(Unit unit) => unit switch
    {
        Unit.PerMinute => "/min",
        Unit.Percent => "%",
        Unit.MillimetreOfMercury => "mm[Hg]",
        Unit.Celsius => "Cel",
        Unit.Millivolt => "mV",
        Unit.Ohm => "Ohm",
        _ => "1",
    };

    /// <summary>Case sensitive, as UCUM is. False: unknown here, including everyday spellings such as <c>bpm</c> or <c>mmHg</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> code, out UcumUnit unit)
    {
        unit = code switch
        {
            _ when code.IsEmpty || code.SequenceEqual("1"u8) || code.SequenceEqual("{NU}"u8) => Same(Unit.None),
            _ when code.SequenceEqual("/min"u8) || code.SequenceEqual("{beats}/min"u8) || code.SequenceEqual("{breaths}/min"u8) => Same(Unit.PerMinute),
            _ when code.SequenceEqual("%"u8) => Same(Unit.Percent),
            _ when code.SequenceEqual("mm[Hg]"u8) => Same(Unit.MillimetreOfMercury),
            _ when code.SequenceEqual("kPa"u8) => new UcumUnit(Unit.MillimetreOfMercury, MillimetresOfMercuryPerKilopascal, 0),
            _ when code.SequenceEqual("Cel"u8) => Same(Unit.Celsius),
            _ when code.SequenceEqual("[degF]"u8) => new UcumUnit(Unit.Celsius, 5.0 / 9.0, -160.0 / 9.0),
            _ when code.SequenceEqual("mV"u8) => Same(Unit.Millivolt),
            _ when code.SequenceEqual("uV"u8) => new UcumUnit(Unit.Millivolt, 0.001, 0),
            _ when code.SequenceEqual("Ohm"u8) => Same(Unit.Ohm),
            _ => default,
        };
        return unit.Factor != 0;
    }

    private static UcumUnit Same(Unit unit) => new(unit, 1, 0);
}
