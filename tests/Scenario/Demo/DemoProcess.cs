using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OrleansCare.TestKit;

namespace OrleansCare.Scenario.Tests.Demo;

/// <summary><c>care demo</c> as users start it: a process of its own, with its own ports and data.</summary>
internal sealed class DemoProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("care-scenario-");
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DemoProcess(int firstPort, string[] arguments)
    {
        FirstPort = firstPort;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.Combine(configuration.Parent!.Parent!.FullName, "OrleansCare.Cli", configuration.Name, "care-cli.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "demo", "--ports", $"{firstPort}", "--data", Data, "--json", SummaryPath, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
            Environment = { ["CARE_Edge__SnapshotInterval"] = "00:00:01" },
        })!;
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public int FirstPort { get; }

    public int Id => _process.Id;

    public string Data => Path.Combine(_directory.FullName, "data");

    /// <summary>All that the demo has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    private string SummaryPath => Path.Combine(_directory.FullName, "summary.json");

    public static DemoProcess Start(params string[] arguments) => new(FreePorts.Base(), arguments);

    public static DemoProcess StartAt(int firstPort, params string[] arguments) => new(firstPort, arguments);

    /// <summary>Completes when the silos are up and the beds are being published.</summary>
    public Task WhenRunningAsync() => Within(_running.Task, "the demo's first status line");

    /// <returns>The exit code.</returns>
    public async Task<int> WhenEndedAsync()
    {
        await Within(_process.WaitForExitAsync(), "the end of the demo");
        return _process.ExitCode;
    }

    /// <summary>Runs to the end; anything but exit code 0 fails with what the demo said.</summary>
    public async Task<JsonElement> WhenGreenAsync()
    {
        var code = await WhenEndedAsync();
        Assert.True(code == 0, $"The demo ended with {code}:{Environment.NewLine}{Output}");
        return JsonDocument.Parse(await File.ReadAllBytesAsync(SummaryPath)).RootElement;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private void Note(string? line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line);
        }

        if (line?.Contains("samples/s", StringComparison.Ordinal) == true)
        {
            _running.TrySetResult();
        }
    }

    private async Task Within(Task what, string name)
    {
        try
        {
            await what.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"After {Patience.TotalSeconds} s {name} had not come:{Environment.NewLine}{Output}");
        }
    }
}
