using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Patients;

/// <summary>Staff entries as the station speaks of them: ACVPU letters, "air" and "oxygen".</summary>
internal static class StaffEntryCodes
{
    private const string Letters = "ACVPU";

    public static Consciousness? ConsciousnessOf(string letter) =>
        letter.Length == 1 && Letters.IndexOf(letter[0]) is >= 0 and var index ? (Consciousness)index : null;

    /// <summary>Empty: told by the age.</summary>
    public static bool TryCategory(string? text, out PatientCategory? category)
    {
        category = text switch
        {
            "adult" => PatientCategory.Adult,
            "paediatric" => PatientCategory.Paediatric,
            "neonatal" => PatientCategory.Neonatal,
            _ => null,
        };
        return category is not null || text is "";
    }

    public static string TextOf(PatientCategory? category) => category switch
    {
        PatientCategory.Adult => "adult",
        PatientCategory.Paediatric => "paediatric",
        PatientCategory.Neonatal => "neonatal",
        _ => "",
    };

    public static bool TryPaced(string text, out bool? paced)
    {
        paced = text switch { "yes" => true, "no" => false, _ => null };
        return paced is not null || text is "unknown";
    }

    public static string PacedText(bool? paced) => paced switch { true => "yes", false => "no", null => "unknown" };

    public static Contracts.Station.StaffEntries FrameOf(Clinical.Monitoring.StaffEntries entries) => new()
    {
        Consciousness = entries.Consciousness is { } value ? Letters[(int)value].ToString() : "",
        ConsciousnessAtUs = Microseconds(entries.ConsciousnessAt),
        Oxygen = entries.OnOxygen switch { true => "oxygen", false => "air", null => "" },
        OxygenAtUs = Microseconds(entries.OxygenAt),
        Spo2Scale = (uint)entries.Spo2Scale,
        Spo2ScaleAtUs = Microseconds(entries.Spo2ScaleAt),
        Spo2ScaleBy = entries.Spo2ScaleBy,
        Spo2ScaleReason = entries.Spo2ScaleReason,
        CapillaryRefill = TextOf(entries.Paediatric?.CapillaryRefill),
        RespiratoryEffort = TextOf(entries.Paediatric?.RespiratoryEffort),
        OxygenTherapy = TextOf(entries.Paediatric?.OxygenTherapy),
        PaediatricAtUs = Microseconds(entries.PaediatricAt),
        PaediatricBy = entries.PaediatricBy,
    };

    /// <param name="text">A value's name in lower case.</param>
    public static TEnum? Of<TEnum>(string text)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (TextOf<TEnum>(value) == text)
            {
                return value;
            }
        }

        return null;
    }

    private static string TextOf<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value?.ToString().ToLowerInvariant() ?? "";

    private static long Microseconds(SiloTime? time) => time?.UnixMicroseconds ?? 0;
}
