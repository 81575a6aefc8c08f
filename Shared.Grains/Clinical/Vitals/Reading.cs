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

    public Reading()
    {
        Device = "";
    }

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

        fields.VisitEnd();
    }
}
