namespace OrleansCare.Contracts.History;

/// <summary><c>GET /api/trends/{patient}</c>: the stay's vital signs by true minute (UTC), the running minute not yet among them.</summary>
/// <param name="Start">Begin of the first minute.</param>
/// <param name="StepSeconds">60.</param>
/// <param name="Vitals">Those that were measured.</param>
public sealed record Trend(DateTimeOffset Start, int StepSeconds, int Count, IReadOnlyList<VitalTrend> Vitals);

/// <summary>One figure per minute in the vital's own unit; null: not measured in that minute.</summary>
/// <param name="Vital">Vital enum name.</param>
public sealed record VitalTrend(string Vital, IReadOnlyList<float?> Median, IReadOnlyList<float?> Low, IReadOnlyList<float?> High);
