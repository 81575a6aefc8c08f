using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Vitals;

/// <summary>The latest value of a vital sign and the packet that brought it.</summary>
internal struct Reading
{
    public bool Present;
    public double Value;
    public SiloTime At;
    public string Device;
    public long Packet;

    /// <summary>Its device may be silent for so long, in microseconds: until then it stands, whatever the vital.</summary>
    public long Silence;

    /// <summary>The packet's device time; <see cref="long.MinValue"/> when it had none.</summary>
    public long Stamp;

    public Reading()
    {
        Device = "";
        Stamp = long.MinValue;
    }

    public readonly DeviceTime? DeviceTime => Stamp == long.MinValue ? null : new DeviceTime(Stamp);

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref Present);
        fields.Visit(ref Value);
        fields.Visit(ref At);
        fields.Visit(ref Device);
        fields.Visit(ref Packet);
        if (fields.VisitMore())
        {
            fields.Visit(ref Silence);
        }

        if (fields.VisitMore())
        {
            fields.Visit(ref Stamp);
        }

        fields.VisitEnd();
    }
}
