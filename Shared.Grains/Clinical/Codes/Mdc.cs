namespace OrleansCare.Clinical.Codes;

/// <summary>ISO/IEEE 11073-10101 reference ids as 32-bit context-free codes (partition * 65536 + term).</summary>
public static class Mdc
{
    public const int EcgLeadI = 131329;
    public const int EcgLeadII = 131330;
    public const int EcgLeadIII = 131389;
    public const int EcgLeadAvr = 131390;
    public const int EcgLeadAvl = 131391;
    public const int EcgLeadAvf = 131392;
    public const int EcgLeadV = 131395;
    public const int EcgLeadV1 = 131331;
    public const int EcgLeadV2 = 131332;
    public const int EcgLeadV3 = 131333;
    public const int EcgLeadV4 = 131334;
    public const int EcgLeadV5 = 131335;
    public const int EcgLeadV6 = 131336;
    public const int EcgLeadMcl = 131403;
    public const int Pleth = 150452;
    public const int ArterialPressure = 150032;
    public const int Respiration = 151552;

    public const int HeartRate = 147842;
    public const int PulseRateOximeter = 149530;
    public const int PulseRateArterial = 149522;
    public const int Spo2 = 150456;
    public const int RespiratoryRate = 151562;
    public const int NonInvasiveSystolic = 150021;
    public const int NonInvasiveDiastolic = 150022;
    public const int NonInvasiveMean = 150023;
    public const int ArterialSystolic = 150033;
    public const int ArterialDiastolic = 150034;
    public const int ArterialMean = 150035;
    public const int Temperature = 150344;
    public const int VentricularEctopyRate = 148066;

    public const int CentralVenousMean = 150087;
    public const int PulmonaryArterySystolic = 150045;
    public const int PulmonaryArteryDiastolic = 150046;
    public const int PulmonaryArteryMean = 150047;
    public const int EndTidalCarbonDioxide = 151708;
    public const int InspiredOxygen = 152196;

    public const int VentilatorRate = 151586;
    public const int PositiveEndExpiratoryPressure = 151976;
    public const int PeakAirwayPressure = 151973;
    public const int MeanAirwayPressure = 151975;
    public const int PlateauPressure = 151784;
    public const int TidalVolume = 151980;
    public const int InspiredTidalVolume = 152660;
    public const int ExpiredTidalVolume = 152664;
    public const int MinuteVolume = 151880;
    public const int InspirationToExpiration = 151832;
    public const int DynamicCompliance = 151692;
    public const int StaticCompliance = 151696;
    public const int InspiratoryResistance = 151848;
    public const int ExpiratoryResistance = 151844;

    public const int PumpFlow = 157784;
    public const int PumpFlowNow = 158014;
    public const int VolumeToBeInfused = 157884;
    public const int VolumeLeft = 157872;
    public const int VolumeDelivered = 157864;
    public const int VolumeDeliveredInTotal = 157993;
    public const int InfusionTimeLeft = 157916;
    public const int DrugConcentration = 157760;
    public const int DoseRate = 157924;

    public static bool IsEcg(int code) => LeadName(code) is not null;

    /// <summary>As staff call it; null for what is no ECG lead.</summary>
    public static string? LeadName(int code) => code switch
    {
        EcgLeadI => "I",
        EcgLeadII => "II",
        EcgLeadIII => "III",
        EcgLeadAvr => "aVR",
        EcgLeadAvl => "aVL",
        EcgLeadAvf => "aVF",
        EcgLeadV => "V",
        EcgLeadV1 => "V1",
        EcgLeadV2 => "V2",
        EcgLeadV3 => "V3",
        EcgLeadV4 => "V4",
        EcgLeadV5 => "V5",
        EcgLeadV6 => "V6",
        EcgLeadMcl => "MCL",
        _ => null,
    };
}
