using System.ComponentModel;
using System.Diagnostics;

namespace OrleansCare.Benchmarks.Edge;

/// <summary>node-hl7-client on the same message; its package is installed once, from the lock file, beside the benchmark's binaries.</summary>
internal static class Hl7Peer
{
    private const int Rounds = 20_000;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hl7-peer");

    /// <summary>Prints both rates; a machine without node is said so, and costs nothing else.</summary>
    public static void Compare(byte[] message, Func<int> parse)
    {
        var ours = Measure(parse) / Rounds;
        Console.WriteLine($"// {message.Length} bytes, every field visited: ours {message.Length * 1e3 / ours:N0} MB/s, node-hl7-client {PeerRate(message)}");
    }

    private static double Measure(Func<int> parse)
    {
        for (var i = 0; i < Rounds; i++)
        {
            parse();
        }

        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++)
        {
            parse();
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    private static string PeerRate(byte[] message)
    {
        try
        {
            if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            {
                Run("npm", [], "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            }

            var nanoseconds = double.Parse(Run("node", message, "parse.mjs"), System.Globalization.CultureInfo.InvariantCulture);
            return $"{message.Length * 1e3 / nanoseconds:N1} MB/s";
        }
        catch (Win32Exception)
        {
            return "not measured: node or npm is missing";
        }
    }

    private static string Run(string program, byte[] input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {output}");
    }
}
