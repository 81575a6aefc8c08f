using System.Globalization;
using OrleansCare.Clinical.Alarms;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>One status message of an alarm, on its way to the alarm manager or there.</summary>
/// <param name="Alarm">As it stood after one revision.</param>
/// <param name="Bed">Label at that time.</param>
/// <param name="ControlId">MSH-10, the same in every try.</param>
/// <param name="Continued">0 for the revision itself, 1, 2, ... for each <c>continue</c> of it.</param>
/// <param name="At">MSH-7: when the message was made.</param>
internal sealed record AlarmReport(Alarm Alarm, string Bed, string Mrn, string ControlId, int Continued, DateTimeOffset At)
{
    /// <summary>The alarm's condition is over: no <c>continue</c> follows.</summary>
    public bool IsLast => Alarm.Condition == ConditionState.Inactive;

    public string Patient => Alarm.Id.Episode;

    /// <summary>OBR-3, unique per message.</summary>
    public string Filler => Continued == 0 ? FillerOf(Alarm.Revision) : string.Create(CultureInfo.InvariantCulture, $"{FillerOf(Alarm.Revision)}-{Continued}");

    /// <summary>OBR-29: the alarm's first message; empty in that one.</summary>
    public string Parent => Alarm.Revision == 1 && Continued == 0 ? "" : FillerOf(1);

    public EventPhase Phase => Continued == 0 ? Alarm.Phase : EventPhase.Continue;

    private string FillerOf(int revision) => string.Create(CultureInfo.InvariantCulture, $"{Alarm.Id}-{revision}");
}
