using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Devices;

/// <summary>An alarm that a device raised and has not ended.</summary>
internal struct OpenAlert
{
    public string Device;

    /// <summary>The device's name for it.</summary>
    public string AlertId;

    public AlarmKind Kind;

    public EffectId Alarm;

    /// <summary>When the device last spoke of it.</summary>
    public SiloTime HeardAt;

    public readonly AlarmSource Source => AlarmSource.OfAlert(Kind, Device, Alarm);

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        Device ??= "";
        AlertId ??= "";
        fields.Visit(ref Device);
        fields.Visit(ref AlertId);
        fields.VisitEnum(ref Kind);
        AlarmRecord.VisitId(ref fields, ref Alarm);
        fields.Visit(ref HeardAt);
        fields.VisitEnd();
    }
}
