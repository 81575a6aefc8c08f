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
}
