using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Devices;

/// <summary>
/// What a device's own alarm is about, in our kinds: the MDC event (ISO/IEEE 11073-10101, partition 3) and, for limits, the metric it was raised for.
/// What is none of ours stays <see cref="AlarmKind.DeviceAlarm"/> or <see cref="AlarmKind.DeviceFault"/>, with the device's words.
/// </summary>
public static class DeviceAlarmKinds
{
    private const int FirstEcgWave = 131328;
    private const int LastEcgWave = 131583;
    private const int AlertSource = 68480;
    private const int OlderAlertSource = 68164;

    /// <param name="vital">Of a limit: whose, when <see cref="DeviceAlarm.Value"/> is in its unit.</param>
    public static AlarmKind Of(DeviceAlarm said, out Vital? vital)
    {
        ArgumentNullException.ThrowIfNull(said);
        vital = null;
        var named = said.Type == AlarmType.Technical ? OfFault(said) : OfCondition(said);
        if (named is not { } kind)
        {
            return said.Type == AlarmType.Technical ? AlarmKind.DeviceFault : AlarmKind.DeviceAlarm;
        }

        var measured = VitalRules.FromCode(SourceOf(said));
        vital = LimitOf(measured, high: true) == kind || LimitOf(measured, high: false) == kind ? measured : null;
        vital = said.Value is null || said.Unit == UnitOf(vital) ? vital : null;
        return kind;
    }

    private static AlarmKind? OfCondition(DeviceAlarm said) => said.EventCode switch
    {
        MdcEvents.High or MdcEvents.AboveLimit or MdcEvents.ValueAboveLimit or MdcEvents.LimitAlarmHigh or MdcEvents.BeatRateHigh
            => LimitOf(VitalRules.FromCode(SourceOf(said)), high: true),
        MdcEvents.Low or MdcEvents.BelowLimit or MdcEvents.ValueBelowLimit or MdcEvents.LimitAlarmLow or MdcEvents.BeatRateLow or MdcEvents.Desaturation
            => LimitOf(VitalRules.FromCode(SourceOf(said)), high: false),
        MdcEvents.Apnea => AlarmKind.Apnoea,
        MdcEvents.Asystole => AlarmKind.Asystole,
        MdcEvents.ExtremeBradycardia => AlarmKind.ExtremeBradycardia,
        MdcEvents.ExtremeTachycardia => AlarmKind.ExtremeTachycardia,
        MdcEvents.VentricularTachycardia or MdcEvents.SustainedVentricularTachycardia => AlarmKind.VentricularTachycardia,
        MdcEvents.VentricularFibrillation or MdcEvents.VentricularFlutter => AlarmKind.VentricularFibrillation,
        _ => OfFault(said),
    };

    /// <summary>Leads are an ECG's when the source says so or says nothing: an EEG has leads too.</summary>
    private static AlarmKind? OfFault(DeviceAlarm said) => said.EventCode switch
    {
        MdcEvents.LeadDisconnected or MdcEvents.LeadOff or MdcEvents.LeadsOff
            when said.SourceCode is 0 or AlertSource or OlderAlertSource or Mdc.HeartRate or (>= FirstEcgWave and <= LastEcgWave) => AlarmKind.EcgLeadOff,
        _ => null,
    };

    /// <summary>Some events name their metric themselves.</summary>
    private static int SourceOf(DeviceAlarm said) => said.EventCode switch
    {
        MdcEvents.BeatRateHigh or MdcEvents.BeatRateLow => Mdc.HeartRate,
        MdcEvents.Desaturation => Mdc.Spo2,
        _ => said.SourceCode,
    };

    private static AlarmKind? LimitOf(Vital? vital, bool high) => vital switch
    {
        Vital.HeartRate or Vital.PulseRate => high ? AlarmKind.HeartRateHigh : AlarmKind.HeartRateLow,
        Vital.Spo2 => high ? AlarmKind.Spo2High : AlarmKind.Spo2Low,
        Vital.RespiratoryRate => high ? AlarmKind.RespiratoryRateHigh : AlarmKind.RespiratoryRateLow,
        Vital.ArterialSystolic or Vital.NonInvasiveSystolic => high ? AlarmKind.SystolicHigh : AlarmKind.SystolicLow,
        Vital.ArterialMean or Vital.NonInvasiveMean => high ? AlarmKind.MeanPressureHigh : AlarmKind.MeanPressureLow,
        Vital.Temperature => high ? AlarmKind.TemperatureHigh : AlarmKind.TemperatureLow,
        _ => null,
    };

    private static Unit? UnitOf(Vital? vital) => vital switch
    {
        null => null,
        Vital.Spo2 => Unit.Percent,
        Vital.Temperature => Unit.Celsius,
        Vital.HeartRate or Vital.PulseRate or Vital.RespiratoryRate => Unit.PerMinute,
        _ => Unit.MillimetreOfMercury,
    };
}
