using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>One application of an input: who, which, when, and where its effects go.</summary>
/// <param name="now">The input's silo time, never before that of the input before.</param>
internal readonly ref struct Turn(string episode, long sequence, SiloTime now, List<Effect> effects)
{
    public string Episode { get; } = episode;

    public long Sequence { get; } = sequence;

    public SiloTime Now { get; } = now;

    public List<Effect> Effects { get; } = effects;

    /// <summary>The name of something that no packet brought.</summary>
    public EffectId Id(Rule rule, string device = "") => new(Episode, rule, device, 0, Sequence);
}
