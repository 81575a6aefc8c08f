using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Vitals;

/// <summary>Values of one vital sign and one device that came when their minute was over, until they are told.</summary>
internal sealed class PastMinute
{
    public MinuteWindow Window = new();
    public long Minute;

    /// <summary>The first packet that brought one: what is told is named by it, for more may come of the same minute.</summary>
    public long Packet;

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref Minute);
        fields.Visit(ref Packet);
        Window.Visit(ref fields);
        fields.VisitEnd();
    }
}
