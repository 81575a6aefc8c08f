using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Beats;

/// <summary>The beats of one true minute by class.</summary>
internal struct MinuteOfBeats
{
    public long Minute;
    public int Normal;
    public int Supraventricular;
    public int Ventricular;
    public int Fusion;
    public int Unsure;

    /// <summary>Asked of the model, not answered yet.</summary>
    public int Waiting;

    public readonly bool HasBeats => Normal + Supraventricular + Ventricular + Fusion + Unsure + Waiting > 0;

    public void Count(BeatClass beat)
    {
        switch (beat)
        {
            case BeatClass.N:
                Normal++;
                break;
            case BeatClass.S:
                Supraventricular++;
                break;
            case BeatClass.V:
                Ventricular++;
                break;
            case BeatClass.F:
                Fusion++;
                break;
            default:
                Unsure++;
                break;
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref Minute);
        fields.Visit(ref Normal);
        fields.Visit(ref Supraventricular);
        fields.Visit(ref Ventricular);
        fields.Visit(ref Fusion);
        fields.Visit(ref Unsure);
        fields.Visit(ref Waiting);
        fields.VisitEnd();
    }
}
