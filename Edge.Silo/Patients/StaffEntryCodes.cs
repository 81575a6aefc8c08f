using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Patients;

/// <summary>Staff entries as the station speaks of them: ACVPU letters, "air" and "oxygen".</summary>
internal static class StaffEntryCodes
{
    private const string Letters = "ACVPU";

    public static Consciousness? ConsciousnessOf(string letter) =>
        letter.Length == 1 && Letters.IndexOf(letter[0]) is >= 0 and var index ? (Consciousness)index : null;

    public static Contracts.Station.StaffEntries FrameOf(Clinical.Monitoring.StaffEntries entries) => new()
    {
        Consciousness = entries.Consciousness is { } value ? Letters[(int)value].ToString() : "",
        ConsciousnessAtUs = Microseconds(entries.ConsciousnessAt),
        Oxygen = entries.OnOxygen switch { true => "oxygen", false => "air", null => "" },
        OxygenAtUs = Microseconds(entries.OxygenAt),
        Spo2Scale = (uint)entries.Spo2Scale,
    };

    private static long Microseconds(SiloTime? time) => time?.UnixMicroseconds ?? 0;
}
