namespace OrleansCare.Clinical.Codes;

/// <summary>The units the core calculates in; adapters convert everything else before a packet is made. Numbers are frozen.</summary>
public enum Unit
{
    None = 0,
    PerMinute = 1,
    Percent = 2,
    MillimetreOfMercury = 3,
    Celsius = 4,
    Millivolt = 5,
    Ohm = 6,
    Second = 7,
    CentimetreOfWater = 8,
    Millilitre = 9,
    MillilitrePerHour = 10,
    LitrePerMinute = 11,
    MillilitrePerCentimetreOfWater = 12,
    CentimetreOfWaterSecondPerLitre = 13,
    MilligramPerMillilitre = 14,
    MicrogramPerKilogramPerMinute = 15,
}
