using System.Diagnostics;
using System.Text;

namespace OrleansCare.Cli.Silos;

/// <summary>A silo as a child process: its output goes to a file, its READY line is awaited, and it never outlives its owner's Dispose.</summary>
internal sealed class ChildSilo : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private const int TailLines = 20;

    private readonly string _name;
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Queue<string> _tail = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private ChildSilo(string name, Process process, string outputFile)
    {
        _name = name;
        _process = process;
        _log = new StreamWriter(outputFile, append: true, Encoding.UTF8);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>Completes when the process has ended, whoever ended it.</summary>
    public Task WhenExited => _process.WaitForExitAsync(CancellationToken.None);

    /// <param name="outputFile">Gets stdout and stderr; grows over restarts.</param>
    public static ChildSilo Start(string name, string path, IEnumerable<KeyValuePair<string, string>> settings, string outputFile)
    {
        var start = new ProcessStartInfo("dotnet", [path, .. settings.SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new CliException($"The {name} silo could not be started.");
        return new ChildSilo(name, process, outputFile);
    }

    public async Task WhenReadyAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_ready.Task, WhenExited, Task.Delay(StartLimit, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (first == _ready.Task)
        {
            return;
        }

        if (!HasExited)
        {
            throw Failed($"was not ready after {StartLimit.TotalSeconds} s");
        }

        // Its last words may still be on their way.
        await _reading;
        throw Failed("ended before it was ready");
    }

    /// <summary>An error with the last lines of the silo's output.</summary>
    public CliException Failed(string what)
    {
        string tail;
        lock (_tail)
        {
            tail = string.Join(Environment.NewLine, _tail.Select(line => "  | " + line));
        }

        var code = HasExited ? $" (exit code {_process.ExitCode})" : string.Empty;
        return new CliException($"The {_name} silo {what}{code}. Its last output:{Environment.NewLine}{tail}");
    }

    /// <summary>SIGKILL: what a power cut leaves.</summary>
    public async Task KillAsync()
    {
        if (!HasExited)
        {
            _process.Kill();
        }

        await WhenExited;
        await CloseAsync();
    }

    /// <summary>SIGTERM, and SIGKILL if that does not help. False: it had to be killed.</summary>
    public async Task<bool> StopAsync(TimeProvider time)
    {
        var inOrder = true;
        if (!HasExited)
        {
            Signals.Terminate(_process.Id);
            await Task.WhenAny(WhenExited, Task.Delay(StopLimit, time));
            inOrder = HasExited;
        }

        await KillAsync();
        return inOrder;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task CloseAsync()
    {
        await _reading;
        lock (_tail)
        {
            ToFile(log => log.Dispose());
        }
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("READY", StringComparison.Ordinal))
            {
                _ready.TrySetResult(line);
            }

            lock (_tail)
            {
                ToFile(log => log.WriteLine(line));
                Keep(line);
            }
        }

        lock (_tail)
        {
            ToFile(log => log.Flush());
        }
    }

    /// <summary>A file that cannot be written must not keep the silo from being read, or from being ended.</summary>
    private void ToFile(Action<StreamWriter> write)
    {
        try
        {
            write(_log);
        }
        catch (IOException failure)
        {
            Keep($"(This output is not in its file: {failure.Message})");
        }
    }

    private void Keep(string line)
    {
        _tail.Enqueue(line);
        if (_tail.Count > TailLines)
        {
            _tail.Dequeue();
        }
    }
}
