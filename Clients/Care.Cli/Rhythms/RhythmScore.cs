using System.Text.Json.Serialization;

namespace OrleansCare.Cli.Rhythms;

/// <summary>One kind's calls beside the annotated episodes, over all records.</summary>
/// <param name="Episodes">Annotated.</param>
/// <param name="Found">Of these: with a call in force between their start and ten seconds after their end.</param>
/// <param name="Calls">Begun.</param>
/// <param name="Right">Of these: begun while, or at most ten seconds after, such an episode was there.</param>
/// <param name="Seconds">Annotated.</param>
/// <param name="SecondsFound">Of these: with a call in force.</param>
/// <param name="SecondsCalled">With a call in force, from when it was made.</param>
internal sealed record RhythmScore(int Episodes, int Found, int Calls, int Right, double Seconds, double SecondsFound, double SecondsCalled)
{
    /// <summary>An alarm may come so long after its onset (IEC 60601-2-27), and the episode be over by then.</summary>
    public const double ToleranceSeconds = 10;

    public static RhythmScore None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    [JsonIgnore]
    public double Sensitivity => (double)Found / Episodes;

    [JsonIgnore]
    public double PositivePredictivity => (double)Right / Calls;

    [JsonIgnore]
    public double DurationSensitivity => SecondsFound / Seconds;

    [JsonIgnore]
    public double DurationPredictivity => SecondsFound / SecondsCalled;

    public static RhythmScore Of(IReadOnlyList<Episode> episodes, IReadOnlyList<RhythmCall> calls) => new(
        episodes.Count,
        episodes.Count(episode => calls.Any(call => call.Detected <= episode.End + ToleranceSeconds && call.End >= episode.Start)),
        calls.Count,
        calls.Count(call => episodes.Any(episode => call.Onset <= episode.End + ToleranceSeconds && call.Detected >= episode.Start)),
        episodes.Sum(episode => episode.End - episode.Start),
        episodes.Sum(episode => calls.Sum(call => Math.Max(0, Math.Min(call.End, episode.End) - Math.Max(call.Detected, episode.Start)))),
        calls.Sum(call => call.End - call.Detected));

    public static RhythmScore operator +(RhythmScore a, RhythmScore b) => new(
        a.Episodes + b.Episodes, a.Found + b.Found, a.Calls + b.Calls, a.Right + b.Right, a.Seconds + b.Seconds, a.SecondsFound + b.SecondsFound,
        a.SecondsCalled + b.SecondsCalled);
}
