using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Codes;

/// <summary>A UCUM unit as devices write it: value in <see cref="Unit"/> = value * Factor + Offset.</summary>
public readonly record struct UcumUnit(Unit Unit, double Factor, double Offset)
{
    private const double CentimetresOfWaterPerMillibar = 1.0197162129779;
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
        Unit.Second => "s",
        Unit.CentimetreOfWater => "cm[H2O]",
        Unit.Millilitre => "mL",
        Unit.MillilitrePerHour => "mL/h",
        Unit.LitrePerMinute => "L/min",
        Unit.MillilitrePerCentimetreOfWater => "mL/cm[H2O]",
        Unit.CentimetreOfWaterSecondPerLitre => "cm[H2O].s/L",
        Unit.MilligramPerMillilitre => "mg/mL",
        Unit.MicrogramPerKilogramPerMinute => "ug/kg/min",
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
            _ => Therapy(code),
        };
        return unit.Factor != 0;
    }

    private static UcumUnit Therapy(ReadOnlySpan<byte> code) => code switch
    {
        _ when code.SequenceEqual("s"u8) => Same(Unit.Second),
        _ when code.SequenceEqual("ms"u8) => new UcumUnit(Unit.Second, 0.001, 0),
        _ when code.SequenceEqual("min"u8) => new UcumUnit(Unit.Second, 60, 0),
        _ when code.SequenceEqual("h"u8) => new UcumUnit(Unit.Second, 3600, 0),
        _ when code.SequenceEqual("cm[H2O]"u8) => Same(Unit.CentimetreOfWater),
        _ when code.SequenceEqual("mbar"u8) || code.SequenceEqual("hPa"u8) => new UcumUnit(Unit.CentimetreOfWater, CentimetresOfWaterPerMillibar, 0),
        _ when code.SequenceEqual("mL"u8) || code.SequenceEqual("ml"u8) => Same(Unit.Millilitre),
        _ when code.SequenceEqual("L"u8) || code.SequenceEqual("l"u8) => new UcumUnit(Unit.Millilitre, 1000, 0),
        _ when code.SequenceEqual("mL/h"u8) || code.SequenceEqual("ml/h"u8) => Same(Unit.MillilitrePerHour),
        _ when code.SequenceEqual("L/min"u8) || code.SequenceEqual("l/min"u8) => Same(Unit.LitrePerMinute),
        _ when code.SequenceEqual("mL/min"u8) || code.SequenceEqual("ml/min"u8) => new UcumUnit(Unit.LitrePerMinute, 0.001, 0),
        _ when code.SequenceEqual("mL/cm[H2O]"u8) => Same(Unit.MillilitrePerCentimetreOfWater),
        _ when code.SequenceEqual("mL/mbar"u8) => new UcumUnit(Unit.MillilitrePerCentimetreOfWater, 1 / CentimetresOfWaterPerMillibar, 0),
        _ when code.SequenceEqual("cm[H2O].s/L"u8) || code.SequenceEqual("cm[H2O]/(L/s)"u8) || code.SequenceEqual("cm[H2O]/L/s"u8)
            => Same(Unit.CentimetreOfWaterSecondPerLitre),
        _ when code.SequenceEqual("mg/mL"u8) => Same(Unit.MilligramPerMillilitre),
        _ when code.SequenceEqual("ug/mL"u8) => new UcumUnit(Unit.MilligramPerMillilitre, 0.001, 0),
        _ when code.SequenceEqual("ug/kg/min"u8) => Same(Unit.MicrogramPerKilogramPerMinute),
        _ => default,
    };

    private static UcumUnit Same(Unit unit) => new(unit, 1, 0);
}
