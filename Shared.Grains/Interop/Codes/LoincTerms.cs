using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Codes;

/// <summary>LOINC codes under which vital signs come in, beside those of <see cref="MdcTerm.Loinc"/>. Sources: R4 vital-sign profiles, MIMIC and ricu concept maps.</summary>
internal static class LoincTerms
{
    public static readonly IReadOnlyList<(string Loinc, int Mdc)> Codes =
    [
        ("8867-4", Mdc.HeartRate),
        ("8889-8", Mdc.PulseRateOximeter),
        ("60978-4", Mdc.PulseRateArterial),
        ("2708-6", Mdc.Spo2),
        ("59408-5", Mdc.Spo2),
        ("9279-1", Mdc.RespiratoryRate),
        ("76270-8", Mdc.RespiratoryRate),
        ("8480-6", Mdc.NonInvasiveSystolic),
        ("8462-4", Mdc.NonInvasiveDiastolic),
        ("8478-0", Mdc.NonInvasiveMean),
        ("76534-7", Mdc.NonInvasiveSystolic),
        ("76535-4", Mdc.NonInvasiveDiastolic),
        ("76536-2", Mdc.NonInvasiveMean),
        ("76215-3", Mdc.ArterialSystolic),
        ("76213-8", Mdc.ArterialDiastolic),
        ("76214-6", Mdc.ArterialMean),
        ("8310-5", Mdc.Temperature),
        ("8616-5", Mdc.VentricularEctopyRate),
    ];
}
