using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Escalation;

/// <summary>One alarm that waits for an answer. Its deadlines are times, not timers: they go on where they were after a restart.</summary>
internal struct OpenCall
{
    public EffectId Alarm;
    public int Level;
    public bool IsDisplayed;
    public SiloTime DisplayDueAt;
    public SiloTime NextAt;

    /// <summary>Its signals are paused: somebody is there, and the time of the level begins anew when they come back.</summary>
    public bool IsHeld;

    /// <summary>The display was not confirmed in time.</summary>
    public bool IsUnseen;

    /// <summary>Nobody acknowledged it in time.</summary>
    public bool IsUnanswered;

    /// <summary>When the present level was called; the alarm's own time before any was.</summary>
    public SiloTime CalledAt;

    public readonly bool IsNotReceived => (IsUnseen && !IsDisplayed) || IsUnanswered;

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        AlarmRecord.VisitId(ref fields, ref Alarm);
        fields.Visit(ref Level);
        fields.Visit(ref IsDisplayed);
        fields.Visit(ref DisplayDueAt);
        fields.Visit(ref NextAt);
        fields.Visit(ref IsHeld);
        fields.Visit(ref IsUnseen);
        fields.Visit(ref IsUnanswered);
        if (fields.VisitMore())
        {
            fields.Visit(ref CalledAt);
        }

        fields.VisitEnd();
    }
}
