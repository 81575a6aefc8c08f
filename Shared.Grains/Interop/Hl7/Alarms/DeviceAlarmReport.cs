using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Alarms;

/// <summary>An alarm as a device reported it; <see cref="DeviceAlarm.Device"/> is empty until the receiver puts in the opaque key of <paramref name="Device"/>.</summary>
/// <param name="Row">The segment, from 0, that names its event.</param>
public sealed record DeviceAlarmReport(DeviceIdentity Device, DeviceProfile Profile, bool ObserveOnly, DeviceAlarm Alarm, int Row);
