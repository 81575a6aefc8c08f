using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>One beat of the ECG that is analysed, with what the model says of it.</summary>
internal struct RhythmBeat
{
    /// <summary>Of the R peak in the analysis' stream.</summary>
    public long Sample;

    /// <summary>The same in the device's.</summary>
    public long DeviceSample;

    /// <summary>The packet that brought it.</summary>
    public long Packet;

    public SiloTime At;

    /// <summary>Seconds since the beat before; NaN when unknown.</summary>
    public double Interval;

    /// <summary>The model's answer is not waited for after this sample.</summary>
    public long Due;

    public bool IsAnswered;

    public BeatClass Class;

    public readonly bool IsVentricular => Class == BeatClass.V;

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref Sample);
        fields.Visit(ref DeviceSample);
        fields.Visit(ref Packet);
        fields.Visit(ref At);
        fields.Visit(ref Interval);
        fields.Visit(ref Due);
        fields.Visit(ref IsAnswered);
        fields.VisitEnum(ref Class);
        fields.VisitEnd();
    }
}
