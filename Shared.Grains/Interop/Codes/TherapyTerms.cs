using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Codes;

/// <summary>
/// What ventilators, pumps and catheters measure: taken, stored and exported, without limits of ours. Number and name of each were compared with a public
/// rendering of the term list of ISO/IEEE 11073-10101:2004; <c>confirmed: false</c> for what it does not have (10101a came later): these come from single
/// public mappings (MII and T-CABS concept maps, pump gateways) and are to be looked up in RTMMS.
/// </summary>
internal static class TherapyTerms
{
    public static readonly IReadOnlyList<MdcTerm> All =
    [
        Term(Mdc.CentralVenousMean, "MDC_PRESS_BLD_VEN_CENT_MEAN", Unit.MillimetreOfMercury),
        Term(Mdc.PulmonaryArterySystolic, "MDC_PRESS_BLD_ART_PULM_SYS", Unit.MillimetreOfMercury),
        Term(Mdc.PulmonaryArteryDiastolic, "MDC_PRESS_BLD_ART_PULM_DIA", Unit.MillimetreOfMercury),
        Term(Mdc.PulmonaryArteryMean, "MDC_PRESS_BLD_ART_PULM_MEAN", Unit.MillimetreOfMercury),
        Term(Mdc.EndTidalCarbonDioxide, "MDC_CONC_AWAY_CO2_ET", Unit.MillimetreOfMercury) with { OtherUnit = Unit.Percent, Loinc = ["19891-1"] },
        Synonym(151728, "MDC_AWAY_CO2_ET", Mdc.EndTidalCarbonDioxide, Unit.MillimetreOfMercury),
        Term(Mdc.InspiredOxygen, "MDC_CONC_AWAY_O2_INSP", Unit.Percent) with { Loinc = ["3150-6"] },
        Term(Mdc.VentilatorRate, "MDC_VENT_RESP_RATE", Unit.PerMinute) with { Loinc = ["19840-8"] },
        Term(Mdc.PositiveEndExpiratoryPressure, "MDC_VENT_PRESS_AWAY_END_EXP_POS", Unit.CentimetreOfWater) with { Loinc = ["76248-4"] },
        Synonym(151804, "MDC_PRESS_AWAY_END_EXP_POS", Mdc.PositiveEndExpiratoryPressure, Unit.CentimetreOfWater),
        Term(Mdc.PeakAirwayPressure, "MDC_VENT_PRESS_AWAY_MAX", Unit.CentimetreOfWater, confirmed: false),
        Synonym(151793, "MDC_PRESS_AWAY_MAX", Mdc.PeakAirwayPressure, Unit.CentimetreOfWater),
        Synonym(151817, "MDC_PRESS_AWAY_INSP_MAX", Mdc.PeakAirwayPressure, Unit.CentimetreOfWater),
        Synonym(151957, "MDC_VENT_PRESS_MAX", Mdc.PeakAirwayPressure, Unit.CentimetreOfWater),
        Term(Mdc.MeanAirwayPressure, "MDC_VENT_PRESS_AWAY_MEAN", Unit.CentimetreOfWater, confirmed: false),
        Synonym(151795, "MDC_PRESS_AWAY_MEAN", Mdc.MeanAirwayPressure, Unit.CentimetreOfWater, confirmed: false),
        Synonym(151819, "MDC_PRESS_AWAY_INSP_MEAN", Mdc.MeanAirwayPressure, Unit.CentimetreOfWater),
        Term(Mdc.PlateauPressure, "MDC_PRESS_RESP_PLAT", Unit.CentimetreOfWater),
        Synonym(152424, "MDC_VENT_PRESS_RESP_PLAT", Mdc.PlateauPressure, Unit.CentimetreOfWater),
        Term(Mdc.TidalVolume, "MDC_VENT_VOL_TIDAL", Unit.Millilitre),
        Synonym(151868, "MDC_VOL_AWAY_TIDAL", Mdc.TidalVolume, Unit.Millilitre),
        Term(Mdc.InspiredTidalVolume, "MDC_VOL_AWAY_TIDAL_INSP", Unit.Millilitre, confirmed: false),
        Term(Mdc.ExpiredTidalVolume, "MDC_VOL_AWAY_TIDAL_EXP", Unit.Millilitre, confirmed: false),
        Term(Mdc.MinuteVolume, "MDC_VOL_MINUTE_AWAY", Unit.LitrePerMinute),
        Term(Mdc.InspirationToExpiration, "MDC_RATIO_IE", Unit.None),
        Term(Mdc.DynamicCompliance, "MDC_COMPL_LUNG_DYN", Unit.MillilitrePerCentimetreOfWater),
        Term(Mdc.StaticCompliance, "MDC_COMPL_LUNG_STATIC", Unit.MillilitrePerCentimetreOfWater),
        Term(Mdc.InspiratoryResistance, "MDC_RES_AWAY_INSP", Unit.CentimetreOfWaterSecondPerLitre),
        Term(Mdc.ExpiratoryResistance, "MDC_RES_AWAY_EXP", Unit.CentimetreOfWaterSecondPerLitre),
        Term(Mdc.PumpFlow, "MDC_FLOW_FLUID_PUMP", Unit.MillilitrePerHour),
        Term(Mdc.PumpFlowNow, "MDC_FLOW_FLUID_PUMP_CURRENT", Unit.MillilitrePerHour, confirmed: false),
        Term(Mdc.VolumeToBeInfused, "MDC_VOL_FLUID_TBI", Unit.Millilitre),
        Term(Mdc.VolumeLeft, "MDC_VOL_FLUID_TBI_REMAIN", Unit.Millilitre),
        Term(Mdc.VolumeDelivered, "MDC_VOL_FLUID_DELIV", Unit.Millilitre),
        Term(Mdc.VolumeDeliveredInTotal, "MDC_VOL_FLUID_DELIV_TOTAL", Unit.Millilitre, confirmed: false),
        Term(Mdc.InfusionTimeLeft, "MDC_TIME_PD_REMAIN", Unit.Second),
        Term(Mdc.DrugConcentration, "MDC_CONC_DRUG", Unit.MilligramPerMillilitre),
        Term(Mdc.DoseRate, "MDC_RATE_DOSE", Unit.MicrogramPerKilogramPerMinute),
    ];

    private static MdcTerm Term(int code, string name, Unit unit, bool confirmed = true) => new(code, name, code, TermKind.Numeric, unit, confirmed);

    private static MdcTerm Synonym(int code, string name, int core, Unit unit, bool confirmed = true) => new(code, name, core, TermKind.Numeric, unit, confirmed);
}
