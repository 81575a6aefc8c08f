using System.Collections.Frozen;
using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Codes;

/// <summary>
/// All MDC terms that are let in. Anything else is <see cref="OrleansCare.Clinical.Packets.RejectReason.UnknownCode"/>. Number and name of each were
/// compared with a public rendering of the term list of ISO/IEEE 11073-10101:2004 (annex A.7, partition 2).
/// </summary>
public static class MdcTerms
{
    public static readonly IReadOnlyList<MdcTerm> All =
    [
        Numeric(Mdc.HeartRate, "MDC_ECG_HEART_RATE", Unit.PerMinute),
        Numeric(Mdc.PulseRateOximeter, "MDC_PULS_OXIM_PULS_RATE", Unit.PerMinute),
        Numeric(149514, "MDC_PULS_RATE", Unit.PerMinute, Mdc.PulseRateOximeter),
        Numeric(149538, "MDC_PLETH_PULS_RATE", Unit.PerMinute, Mdc.PulseRateOximeter),
        Numeric(Mdc.PulseRateArterial, "MDC_BLD_PULS_RATE_INV", Unit.PerMinute),
        Numeric(Mdc.Spo2, "MDC_PULS_OXIM_SAT_O2", Unit.Percent),
        Numeric(Mdc.RespiratoryRate, "MDC_RESP_RATE", Unit.PerMinute),
        Numeric(151578, "MDC_TTHOR_RESP_RATE", Unit.PerMinute, Mdc.RespiratoryRate),
        Numeric(151594, "MDC_CO2_RESP_RATE", Unit.PerMinute, Mdc.RespiratoryRate),
        Numeric(Mdc.NonInvasiveSystolic, "MDC_PRESS_BLD_NONINV_SYS", Unit.MillimetreOfMercury),
        Numeric(Mdc.NonInvasiveDiastolic, "MDC_PRESS_BLD_NONINV_DIA", Unit.MillimetreOfMercury),
        Numeric(Mdc.NonInvasiveMean, "MDC_PRESS_BLD_NONINV_MEAN", Unit.MillimetreOfMercury),
        Numeric(Mdc.ArterialSystolic, "MDC_PRESS_BLD_ART_SYS", Unit.MillimetreOfMercury),
        Numeric(Mdc.ArterialDiastolic, "MDC_PRESS_BLD_ART_DIA", Unit.MillimetreOfMercury),
        Numeric(Mdc.ArterialMean, "MDC_PRESS_BLD_ART_MEAN", Unit.MillimetreOfMercury),
        Numeric(150037, "MDC_PRESS_BLD_ART_ABP_SYS", Unit.MillimetreOfMercury, Mdc.ArterialSystolic),
        Numeric(150038, "MDC_PRESS_BLD_ART_ABP_DIA", Unit.MillimetreOfMercury, Mdc.ArterialDiastolic),
        Numeric(150039, "MDC_PRESS_BLD_ART_ABP_MEAN", Unit.MillimetreOfMercury, Mdc.ArterialMean),
        Numeric(Mdc.Temperature, "MDC_TEMP", Unit.Celsius),
        Numeric(150364, "MDC_TEMP_BODY", Unit.Celsius, Mdc.Temperature),
        Numeric(150368, "MDC_TEMP_CORE", Unit.Celsius, Mdc.Temperature),
        Numeric(Mdc.VentricularEctopyRate, "MDC_ECG_V_P_C_RATE", Unit.PerMinute),
        .. TherapyTerms.All,

        Wave(131328, "MDC_ECG_ELEC_POTL", Unit.Millivolt),
        Wave(Mdc.EcgLeadI, "MDC_ECG_ELEC_POTL_I", Unit.Millivolt),
        Wave(Mdc.EcgLeadII, "MDC_ECG_ELEC_POTL_II", Unit.Millivolt),
        Wave(Mdc.EcgLeadIII, "MDC_ECG_ELEC_POTL_III", Unit.Millivolt),
        Wave(Mdc.EcgLeadAvr, "MDC_ECG_ELEC_POTL_AVR", Unit.Millivolt),
        Wave(Mdc.EcgLeadAvl, "MDC_ECG_ELEC_POTL_AVL", Unit.Millivolt),
        Wave(Mdc.EcgLeadAvf, "MDC_ECG_ELEC_POTL_AVF", Unit.Millivolt),
        Wave(Mdc.EcgLeadV1, "MDC_ECG_ELEC_POTL_V1", Unit.Millivolt),
        Wave(Mdc.EcgLeadV2, "MDC_ECG_ELEC_POTL_V2", Unit.Millivolt),
        Wave(Mdc.EcgLeadV3, "MDC_ECG_ELEC_POTL_V3", Unit.Millivolt),
        Wave(Mdc.EcgLeadV4, "MDC_ECG_ELEC_POTL_V4", Unit.Millivolt),
        Wave(Mdc.EcgLeadV5, "MDC_ECG_ELEC_POTL_V5", Unit.Millivolt),
        Wave(Mdc.EcgLeadV6, "MDC_ECG_ELEC_POTL_V6", Unit.Millivolt),
        Wave(Mdc.EcgLeadV, "MDC_ECG_ELEC_POTL_V", Unit.Millivolt),
        Wave(Mdc.EcgLeadMcl, "MDC_ECG_ELEC_POTL_MCL", Unit.Millivolt),
        Wave(Mdc.Pleth, "MDC_PULS_OXIM_PLETH", Unit.None),
        Wave(Mdc.ArterialPressure, "MDC_PRESS_BLD_ART", Unit.MillimetreOfMercury),
        Wave(150036, "MDC_PRESS_BLD_ART_ABP", Unit.MillimetreOfMercury, Mdc.ArterialPressure),
        Wave(Mdc.Respiration, "MDC_RESP", Unit.Ohm) with { OtherUnit = Unit.None },
    ];

    private static readonly FrozenDictionary<int, MdcTerm> ByCode = All.ToFrozenDictionary(term => term.Code);

    private static readonly FrozenDictionary<string, MdcTerm> ByName = All
        .Append(All[0] with { Name = "MDC_ECG_CARD_BEAT_RATE" })
        .ToFrozenDictionary(term => term.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, MdcTerm> ByLoinc = LoincTerms.Codes
        .Select(pair => (pair.Loinc, Term: Find(pair.Mdc)!))
        .Concat(All.SelectMany(term => term.Loinc.Select(loinc => (loinc, term))))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    public static MdcTerm? Find(int code) => ByCode.GetValueOrDefault(code);

    /// <param name="name">The reference id, e.g. MDC_ECG_HEART_RATE.</param>
    public static MdcTerm? Find(string name) => ByName.GetValueOrDefault(name);

    public static MdcTerm? FindLoinc(string code) => ByLoinc.GetValueOrDefault(code);

    private static MdcTerm Numeric(int code, string name, Unit unit, int? core = null) => new(code, name, core ?? code, TermKind.Numeric, unit, Confirmed: true);

    private static MdcTerm Wave(int code, string name, Unit unit, int? core = null) => new(code, name, core ?? code, TermKind.Wave, unit, Confirmed: true);
}
