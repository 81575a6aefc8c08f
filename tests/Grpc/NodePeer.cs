using System.ComponentModel;
using System.Diagnostics;

namespace OrleansCare.Grpc.Tests;

/// <summary>Runs the peer's scripts; installs their packages once, from the lock file.</summary>
public sealed class NodePeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "peer");

    public NodePeer()
    {
        if (!Directory.Exists(Path.Combine(_folder, "node_modules", "@grpc", "grpc-js")))
        {
            using Process install = Start("npm", "ci", "--ignore-scripts");
            string output = install.StandardOutput.ReadToEnd();
            install.WaitForExit();
            Assert.True(install.ExitCode == 0, $"npm ci in {_folder} failed: {output}");
        }
    }

    public static string Proto => Path.Combine(AppContext.BaseDirectory, "Protos", "echo.proto");

    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"{program} is missing: install the Debian packages nodejs and npm.");
        }
    }

    public async Task<string[]> RunAsync(string script, params string[] arguments)
    {
        using Process node = Start("node", [script, .. arguments]);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            string output = await node.StandardOutput.ReadToEndAsync(patience.Token);
            await node.WaitForExitAsync(patience.Token);
            return output.TrimEnd().Split('\n');
        }
        catch (OperationCanceledException)
        {
            node.Kill();
            throw new TimeoutException($"{script} did not end");
        }
    }
}
