using System.ComponentModel;
using System.Diagnostics;

namespace OrleansCare.Mqtt.Tests;

/// <summary>A program of a Debian package.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Process Start(string program, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"{program} is missing: install the Debian package {package}.");
        }
    }

    public static async Task<(int ExitCode, string Error)> RunAsync(string program, string package, params string[] arguments)
    {
        using Process process = Start(program, package, arguments);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            string error = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{program} did not end");
        }
    }
}
