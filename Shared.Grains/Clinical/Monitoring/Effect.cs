using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>What the reducer wants done; the shell does it. <see cref="Id"/> names it the same on every replay.</summary>
public abstract record Effect(EffectId Id);

/// <summary>An alarm began, changed or ended. The effect is identified by (<see cref="Alarm.Id"/>, <see cref="Alarm.Revision"/>).</summary>
public sealed record AlarmChanged(Alarm Alarm) : Effect(Alarm.Id);

/// <summary>What staff inactivated, or switched on again, or what expired or is reminded of.</summary>
/// <param name="Subject">What it is about, as it stands after the change, or as it stood before it ended.</param>
/// <param name="By">Empty when time did it. Never leaves the edge.</param>
/// <param name="InForce">Everything that is inactivated after the change.</param>
public sealed record SignalsChanged(
    EffectId Id, SignalsChange Change, Inactivation Subject, string By, IReadOnlyList<Inactivation> InForce, SiloTime At) : Effect(Id);

/// <summary>Limits, standby or profile changed: whoever shows the stay reads its picture again.</summary>
public sealed record StayChanged(EffectId Id, StayChange Change, SiloTime At) : Effect(Id)
{
    /// <summary>One input may bring one of each.</summary>
    internal static StayChanged In(in Turn turn, StayChange change) => new(new EffectId(turn.Episode, Rule.Stay, "", (long)change, turn.Sequence), change, turn.Now);
}

/// <summary>One true minute of one vital sign.</summary>
/// <param name="Device">Opaque key of the device that measured it.</param>
public sealed record VitalSummarized(
    EffectId Id, Vital Vital, string Device, SiloTime Start, SiloTime End, double Median, double Minimum, double Maximum, int Count) : Effect(Id)
{
    /// <summary>Of values that came when their minute was over: beside what was told of that minute, not instead of it.</summary>
    public bool IsPast { get; init; }
}

/// <summary>
/// Of the packet that was applied, what is not of now: nobody shows it as current. Numbers that were not told before follow as minutes of their
/// own (<see cref="VitalSummarized.IsPast"/>).
/// </summary>
/// <param name="MeasuredAt">By the silo's clock.</param>
/// <param name="Whole">Its waves and what it says of its signals too.</param>
public sealed record HistoryTaken(EffectId Id, SiloTime MeasuredAt, bool Whole, VitalSet Vitals) : Effect(Id);

/// <summary>Beats by class in one true minute.</summary>
public sealed record BeatsSummarized(
    EffectId Id, SiloTime Start, SiloTime End, int Normal, int Supraventricular, int Ventricular, int Fusion, int Unsure) : Effect(Id);

/// <summary>The early warning score was calculated anew and differs.</summary>
public sealed record ScoreChanged(EffectId Id, News2Score Score, SiloTime At) : Effect(Id);

/// <summary>A score beside it, or the early warning score itself in the same form, says something else than before.</summary>
public sealed record NamedScoreChanged(EffectId Id, ScoreStanding Standing, SiloTime At) : Effect(Id);

/// <summary>Ask the model what this beat is; the answer comes back as <see cref="BeatClassified"/> with the same id.</summary>
/// <param name="Features">The model's input in the layout that <c>Clinical.Ecg</c> documents; owned by the receiver.</param>
public sealed record ClassifyBeat(EffectId Id, ReadOnlyMemory<float> Features) : Effect(Id);
