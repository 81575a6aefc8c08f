using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

internal enum LimitPhase
{
    Within = 0,

    /// <summary>Beyond, but not for long enough yet.</summary>
    Waiting = 1,
    Beyond = 2,
}

/// <summary>One limit of one vital sign: since when the value is beyond it.</summary>
internal struct LimitSide
{
    public LimitPhase Phase;
    public SiloTime Since;
    public EffectId Id;

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.VisitEnum(ref Phase);
        fields.Visit(ref Since);
        AlarmRecord.VisitId(ref fields, ref Id);
        fields.VisitEnd();
    }
}
