using System.Diagnostics.Metrics;

namespace Orleans.Runtime;

/// <summary>The meter has Orleans' name, and so have the instruments that both engines have.</summary>
internal static class EngineMetrics
{
    public static readonly Meter Meter = new("Microsoft.Orleans");
}
