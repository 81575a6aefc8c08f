namespace OrleansCare.Clinical.Codes;

/// <summary>ISO/IEEE 11073-10101 reference ids as 32-bit context-free codes (partition * 65536 + term).</summary>
public static class Mdc
{
    public const int EcgLeadI = 131329;
    public const int EcgLeadII = 131330;
    public const int EcgLeadIII = 131389;
    public const int EcgLeadV = 131395;
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

    public static bool IsEcg(int code) => code is EcgLeadI or EcgLeadII or EcgLeadIII or EcgLeadV;
}
