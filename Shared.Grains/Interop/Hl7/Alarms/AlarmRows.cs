using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Alarms;

/// <summary>
/// Alarms that stand as rows among the measurements (ORU^R01), known by the profile's codes. Such a row says that there is an alarm at this moment and
/// never that it began or ended: it is a point in time, which a high priority leaves latched.
/// </summary>
internal sealed class AlarmRows(MessageContext context)
{
    private readonly List<DeviceAlarmReport> _reports = [];

    public IReadOnlyList<DeviceAlarmReport> Reports => _reports;

    /// <returns>False: the row is no alarm.</returns>
    public bool TryTake(Hl7Segment row, DeviceIdentity device, DeviceProfile profile, DateTimeOffset? time)
    {
        if (VendorAlarm.Find(row, profile) is not { } entry || !row[5].HasContent)
        {
            return false;
        }

        var words = context.Text(row[5].Component(2).HasContent ? row[5].Component(2) : row[5].Component(1));
        var alarm = new DeviceAlarm
        {
            Device = "",
            AlertId = $"{entry.Code} {words}",
            EventCode = entry.Event,
            EventText = words,
            SourceCode = entry.Source is { } source ? MdcTerms.Find(source)!.CoreCode : 0,
            Phase = EventPhase.TimePoint,
            State = ConditionState.Active,
            Priority = AlarmWords.Priority(entry.Priority),
            Type = AlarmWords.Type(entry.Type ?? "") ?? AlarmType.Physiologic,
            DeviceTime = time is { } at ? DeviceTime.From(at) : null,
            ReceivedAt = context.ReceivedAt,
        };
        _reports.Add(new DeviceAlarmReport(device, profile, context.IsObserveOnly(profile), alarm, row.Index));
        context.Receipt.Accept(row.Index, 0, "alarm");
        return true;
    }
}
