namespace OrleansCare.Clinical.Codes;

/// <summary>
/// Alarm events of ISO/IEEE 11073-10101 (annex A.10, partition 3) as context-free codes, 196608 + term. Read in a public rendering of the 2004 edition's
/// term list, and the ECG ones also in the alert codes of Philips' IntelliVue data export guide; both agree.
/// </summary>
public static class MdcEvents
{
    public const int Any = 196616;
    public const int High = 196648;
    public const int AboveLimit = 196650;
    public const int ValueAboveLimit = 196652;
    public const int Low = 196670;
    public const int BelowLimit = 196672;
    public const int ValueBelowLimit = 196674;
    public const int LeadDisconnected = 196876;
    public const int LeadOff = 196880;
    public const int LeadsOff = 196882;
    public const int LimitAlarmHigh = 197058;
    public const int LimitAlarmLow = 197162;
    public const int Apnea = 199680;
    public const int Asystole = 199684;
    public const int ExtremeBradycardia = 199694;
    public const int ExtremeTachycardia = 199730;
    public const int BeatRateHigh = 199764;
    public const int BeatRateLow = 199768;
    public const int VentricularFibrillation = 199806;
    public const int VentricularFlutter = 199810;
    public const int VentricularTachycardia = 199832;
    public const int SustainedVentricularTachycardia = 199836;
    public const int Desaturation = 199854;

    public static bool IsEvent(int code) => code >> 16 == 3;
}
