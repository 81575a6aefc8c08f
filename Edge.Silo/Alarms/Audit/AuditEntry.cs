using System.Globalization;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Edge.Alarms.Audit;

/// <summary>Who did what to a stay, when and why. Identified: it stays on the edge.</summary>
/// <param name="Patient">The stay's opaque key.</param>
/// <param name="Bed">Its bed's label at that time.</param>
/// <param name="Action">One of <see cref="AuditAction"/>.</param>
/// <param name="Detail">What was entered, in the words of the Input; no patient's name.</param>
/// <param name="By">Empty when no person did it.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Patient, string Bed, AuditAction Action, string Detail, string By, string Reason)
{
    /// <returns>Null: nobody decided anything by this Input.</returns>
    public static AuditEntry? Of(in Input input, string bed)
    {
        var (at, patient) = (input.Stamp.At.ToDateTimeOffset(), input.Stamp.Episode);
        return input.Payload switch
        {
            AlarmAcknowledged entered => Entry(AuditAction.Acknowledged, entered.Alarm.ToString(), entered.By, entered.Reason),
            SignalsInactivated entered => Entry(AuditAction.SignalsInactivated, $"{entered.Kind?.ToString() ?? "all"} {entered.Signal} {entered.Duration?.ToString("c", CultureInfo.InvariantCulture)}".TrimEnd(), entered.By, entered.Reason),
            SignalsEnabled entered => Entry(AuditAction.SignalsEnabled, entered.Kind?.ToString() ?? "all", entered.By),
            LimitsEntered entered => Entry(AuditAction.LimitsEntered, $"{entered.Vital} {Words(entered.Limits)}", entered.By, entered.Reason),
            StandbyEntered entered => Entry(AuditAction.StandbyEntered, entered.Away ? "away" : "back", entered.By, entered.Reason),
            ConsciousnessEntered entered => Entry(AuditAction.ConsciousnessEntered, entered.Consciousness.ToString(), entered.By),
            OxygenEntered entered => Entry(AuditAction.OxygenEntered, entered.OnOxygen ? "oxygen" : "air", entered.By),
            Spo2ScaleEntered entered => Entry(AuditAction.Spo2ScaleEntered, entered.Scale.ToString(), entered.By, entered.Reason),
            PaediatricEntered { Observation: var seen } entered => Entry(
                AuditAction.PaediatricEntered, $"capillary refill {seen.CapillaryRefill}, respiratory effort {seen.RespiratoryEffort}, oxygen {seen.OxygenTherapy}", entered.By),
            ProfileEntered entered => Entry(AuditAction.ProfileEntered, $"category {entered.Profile.Category?.ToString() ?? "by age"}, paced {entered.Profile.Paced?.ToString() ?? "unknown"}", entered.By),
            PatientAdmitted entered => Entry(AuditAction.Admitted, "", entered.By),
            PatientDischarged entered => Entry(AuditAction.Discharged, "", entered.By),
            _ => null,
        };

        AuditEntry Entry(AuditAction action, string detail, string by, string reason = "") => new(at, patient, bed, action, detail, by, reason);
    }

    public static AuditEntry Of(EscalationAdvanced called, string patient, string bed) => new(
        called.At.ToDateTimeOffset(), patient, bed, AuditAction.Escalated, $"{called.Alarm} level {called.Level.ToString(CultureInfo.InvariantCulture)} {called.Role}", "", called.Cause.ToString());

    private static string Words(AlarmLimits limits) => string.Create(
        CultureInfo.InvariantCulture, $"{limits.Low?.ToString(CultureInfo.InvariantCulture) ?? "off"} to {limits.High?.ToString(CultureInfo.InvariantCulture) ?? "off"}, {limits.Delay.TotalSeconds} s, {limits.Priority}");
}

/// <summary>Numbers are frozen: they stand in the log.</summary>
internal enum AuditAction
{
    Admitted = 1,
    Discharged = 2,
    Transferred = 3,
    Acknowledged = 4,
    SignalsInactivated = 5,
    SignalsEnabled = 6,
    LimitsEntered = 7,
    StandbyEntered = 8,
    ConsciousnessEntered = 9,
    OxygenEntered = 10,
    Spo2ScaleEntered = 11,
    ProfileEntered = 12,
    Escalated = 13,
    PaediatricEntered = 14,
    AlarmReported = 30,
    AlarmReportStatus = 31,
}
