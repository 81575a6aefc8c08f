using System.Globalization;
using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Codes;

public sealed record Coding(string System, string Code, string Display)
{
    public static Coding Loinc(string code, string display) => new(CodeSystems.Loinc, code, display);

    public static Coding Mdc(int code, string name) => new(CodeSystems.Mdc, code.ToString(CultureInfo.InvariantCulture), name);
}

/// <summary>What one vital sign is called outside: the first LOINC code is the one R4's vital-sign profiles fix, where one exists.</summary>
public sealed record VitalCode(Vital Vital, string Display, IReadOnlyList<Coding> Loinc, Coding Mdc, Unit Unit)
{
    /// <summary>UCUM.</summary>
    public string UnitCode => UcumUnit.CodeOf(Unit);

    public IEnumerable<Coding> Codings => Loinc.Append(Mdc);
}

/// <summary>Vital, LOINC, MDC and UCUM side by side. Sources: R4 vital-sign profiles; MIMIC and ricu concept maps; ISO/IEEE 11073-10101.</summary>
public static class VitalCodes
{
    public static readonly IReadOnlyList<VitalCode> All =
    [
        new(Vital.HeartRate, "Heart rate", [Coding.Loinc("8867-4", "Heart rate")], MdcOf(Mdc.HeartRate), Unit.PerMinute),
        new(
            Vital.PulseRate,
            "Pulse rate",
            [Coding.Loinc("8867-4", "Heart rate"), Coding.Loinc("8889-8", "Heart rate by Pulse oximetry")],
            MdcOf(Mdc.PulseRateOximeter),
            Unit.PerMinute),
        new(
            Vital.Spo2,
            "Oxygen saturation",
            [
                Coding.Loinc("2708-6", "Oxygen saturation in Arterial blood"),
                Coding.Loinc("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
            ],
            MdcOf(Mdc.Spo2),
            Unit.Percent),
        new(Vital.RespiratoryRate, "Respiratory rate", [Coding.Loinc("9279-1", "Respiratory rate")], MdcOf(Mdc.RespiratoryRate), Unit.PerMinute),
        Pressure(Vital.NonInvasiveSystolic, "Systolic blood pressure", "8480-6", "76534-7", "by Noninvasive", Mdc.NonInvasiveSystolic),
        Pressure(Vital.NonInvasiveDiastolic, "Diastolic blood pressure", "8462-4", "76535-4", "by Noninvasive", Mdc.NonInvasiveDiastolic),
        Pressure(Vital.NonInvasiveMean, "Mean blood pressure", "8478-0", "76536-2", "by Noninvasive", Mdc.NonInvasiveMean),
        Pressure(Vital.ArterialSystolic, "Systolic blood pressure", "8480-6", "76215-3", "invasive", Mdc.ArterialSystolic),
        Pressure(Vital.ArterialDiastolic, "Diastolic blood pressure", "8462-4", "76213-8", "invasive", Mdc.ArterialDiastolic),
        Pressure(Vital.ArterialMean, "Mean blood pressure", "8478-0", "76214-6", "invasive", Mdc.ArterialMean),
        new(Vital.Temperature, "Body temperature", [Coding.Loinc("8310-5", "Body temperature")], MdcOf(Mdc.Temperature), Unit.Celsius),
    ];

    public static VitalCode Of(Vital vital)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Vital == vital)
            {
                return All[i];
            }
        }

        throw new ArgumentOutOfRangeException(nameof(vital), vital, "Not in the table of vital codes.");
    }

    /// <param name="mdc">A core code (<see cref="MdcTerm.CoreCode"/>). The arterial line's pulse is a pulse too.</param>
    public static Vital? VitalOf(int mdc)
    {
        if (mdc == Mdc.PulseRateArterial)
        {
            return Vital.PulseRate;
        }

        var code = mdc.ToString(CultureInfo.InvariantCulture);
        return All.FirstOrDefault(entry => entry.Mdc.Code == code)?.Vital;
    }

    private static VitalCode Pressure(Vital vital, string display, string loinc, string further, string method, int mdc) =>
        new(vital, display, [Coding.Loinc(loinc, display), Coding.Loinc(further, $"{display} {method}")], MdcOf(mdc), Unit.MillimetreOfMercury);

    private static Coding MdcOf(int code) => Coding.Mdc(code, MdcTerms.Find(code)!.Name);
}
