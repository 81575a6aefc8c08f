namespace OrleansCare.BedSimulator.Identity;

public enum DeviceKind
{
    /// <summary>ECG, arterial and cuff pressure, breathing, temperature.</summary>
    Monitor = 0,

    /// <summary>Pleth, SpO2, pulse.</summary>
    Oximeter = 1,

    /// <summary>Temperature once a second, as JSON.</summary>
    Thermometer = 2,
}
