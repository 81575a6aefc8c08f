using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Scores;

/// <param name="Trend">The totals of the last day, oldest first; a point for each change.</param>
public sealed record ScoreStanding(NamedScore Score, IReadOnlyList<ScorePoint> Trend);

public readonly record struct ScorePoint(SiloTime At, double Total);
