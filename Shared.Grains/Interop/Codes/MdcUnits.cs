using System.Collections.Frozen;

namespace OrleansCare.Interop.Codes;

/// <summary>
/// MDC_DIM codes (ISO/IEEE 11073-10101 partition 4) as the UCUM codes they stand for; null: none that we take. Each was compared with a public rendering of
/// the standard's list: base unit + offset of the prefix (kilo 3, milli 18, micro 19).
/// </summary>
public static class MdcUnits
{
    private static readonly (int Code, string Name, string Ucum)[] All =
    [
        (262656, "MDC_DIM_DIMLESS", "1"),
        (262688, "MDC_DIM_PERCENT", "%"),
        (263744, "MDC_DIM_L", "L"),
        (263762, "MDC_DIM_MILLI_L", "mL"),
        (264306, "MDC_DIM_MILLI_G_PER_ML", "mg/mL"),
        (264307, "MDC_DIM_MICRO_G_PER_ML", "ug/mL"),
        (264320, "MDC_DIM_SEC", "s"),
        (264338, "MDC_DIM_MILLI_SEC", "ms"),
        (264352, "MDC_DIM_MIN", "min"),
        (264384, "MDC_DIM_HR", "h"),
        (264608, "MDC_DIM_PER_SEC", "/s"),
        (264672, "MDC_DIM_PER_MIN", "/min"),
        (264864, "MDC_DIM_BEAT_PER_MIN", "/min"),
        (264896, "MDC_DIM_PULS_PER_MIN", "/min"),
        (264928, "MDC_DIM_RESP_PER_MIN", "/min"),
        (265216, "MDC_DIM_L_PER_MIN", "L/min"),
        (265234, "MDC_DIM_MILLI_L_PER_MIN", "mL/min"),
        (265266, "MDC_DIM_MILLI_L_PER_HR", "mL/h"),
        (265619, "MDC_DIM_MICRO_G_PER_KG_PER_MIN", "ug/kg/min"),
        (265986, "MDC_DIM_HECTO_PASCAL", "hPa"),
        (265987, "MDC_DIM_KILO_PASCAL", "kPa"),
        (266016, "MDC_DIM_MMHG", "mm[Hg]"),
        (266048, "MDC_DIM_CM_H2O", "cm[H2O]"),
        (266098, "MDC_DIM_MILLI_BAR", "mbar"),
        (266418, "MDC_DIM_MILLI_VOLT", "mV"),
        (266419, "MDC_DIM_MICRO_VOLT", "uV"),
        (266560, "MDC_DIM_FAHR", "[degF]"),
        (268192, "MDC_DIM_DEGC", "Cel"),
    ];

    private static readonly FrozenDictionary<int, string> ByCode = All.ToFrozenDictionary(unit => unit.Code, unit => unit.Ucum);
    private static readonly FrozenDictionary<string, string> ByName = All.ToFrozenDictionary(unit => unit.Name, unit => unit.Ucum);

    public static string? Find(int code) => ByCode.GetValueOrDefault(code);

    /// <param name="name">MDC_DIM_...</param>
    public static string? Find(string name) => ByName.GetValueOrDefault(name);
}
