using System.Reflection;
using BenchmarkDotNet.Reports;

namespace OrleansCare.Benchmarks;

/// <summary>Bytes are judged, time is only shown: it depends on who else uses the machine.</summary>
internal static class Budgets
{
    /// <returns>The exit code: 1 when a benchmark failed, has no budget or broke it, or when none ran.</returns>
    public static int Judge(IEnumerable<Summary> summaries)
    {
        var reports = summaries.SelectMany(summary => summary.Reports).ToList();
        Console.WriteLine();
        foreach (var report in reports)
        {
            Console.WriteLine(Sentence(report));
        }

        return reports.Count > 0 && reports.All(IsKept) ? 0 : 1;
    }

    private static bool IsKept(BenchmarkReport report) => report.Success && Allocated(report) <= Budget(report);

    private static string Sentence(BenchmarkReport report)
    {
        var name = report.BenchmarkCase.Descriptor.Type.Name + "." + report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
        var measured = Allocated(report) is { } bytes ? $"{bytes} B" : "nothing measured";
        var nanoseconds = report.ResultStatistics?.Median ?? double.NaN;
        return $"{(IsKept(report) ? "ok  " : "FAIL")} {name}: {measured} of {Budget(report)?.ToString() ?? "no budget"}, {nanoseconds:N0} ns";
    }

    private static long? Allocated(BenchmarkReport report) => report.Success ? report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) : null;

    private static long? Budget(BenchmarkReport report) =>
        report.BenchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<AllocatedBytesAttribute>()?.Budget;
}
