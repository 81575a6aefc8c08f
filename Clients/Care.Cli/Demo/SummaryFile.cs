using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansCare.Cli.Demo;

/// <summary>The summary for programs (JSON) and for people (a table on stderr).</summary>
internal static class SummaryFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(DemoSummary summary, string? path, CancellationToken cancellationToken)
    {
        foreach (var check in summary.Checks)
        {
            Console.Error.WriteLine($"  {(check.Ok ? "ok  " : "FAIL")} {check.Name}: {check.Actual} (expected {check.Expected})");
        }

        foreach (var leak in summary.Leaks)
        {
            Console.Error.WriteLine($"  leak: {leak.Field} in {leak.Where} as {leak.Encoding}, {leak.Times} times");
        }

        var json = JsonSerializer.Serialize(summary, Options);
        if (path is null)
        {
            Console.WriteLine(json);
        }
        else
        {
            await File.WriteAllTextAsync(path, json + "\n", cancellationToken);
        }
    }
}
