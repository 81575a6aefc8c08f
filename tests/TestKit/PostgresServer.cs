using System.Diagnostics;
using System.Globalization;

namespace OrleansCare.TestKit;

/// <summary>
/// A private PostgreSQL server from Debian's package: temporary data, one Unix socket, no port, nothing synced. It stops when its keeper's input ends,
/// so that it does not outlive a test run that was killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Ready = "database system is ready to accept connections";

    // $1 is the server, the rest its arguments; INT is a fast shutdown.
    private const string Keeper = "\"$@\" & server=$!; read -r _; kill -INT $server; wait $server";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private Process? _process;
    private int _databases;

    private PostgresServer()
    {
    }

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync("chown", "postgres", server._folder);
            }

            await RunAsync([.. AsServerUser, Program("initdb"), "-D", server.Data, "-U", "care", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
            await server.ResumeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <returns>The connection string of a new, empty database.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await RunAsync(Program("createdb"), "-h", _folder, "-U", "care", name);
        return $"Host={_folder};Username=care;Database={name}";
    }

    /// <summary>Ends the server as an operator does; connections break.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Patience);
            process.Dispose();
        }
    }

    /// <summary>Starts it again on the same data.</summary>
    public async Task ResumeAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string?>();
        var process = Start(
            ["sh", "-c", Keeper, "sh", .. AsServerUser, Program("postgres"), "-D", Data, "-k", _folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB"]);
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            log.Add(line.Data);
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("PostgreSQL did not start: " + string.Join('\n', log)));
            }
            else if (line.Data.Contains(Ready, StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    // PostgreSQL refuses to run as root.
    private static string[] AsServerUser =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static string Program(string name)
    {
        const string Packages = "/usr/lib/postgresql";
        return (Directory.Exists(Packages) ? Directory.EnumerateDirectories(Packages) : [])
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin", name))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql, or ./care test, which does it.");
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        var errors = process.StandardError.ReadToEndAsync();
        process.BeginOutputReadLine();
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: {await errors}");
        }
    }

    // The working folder is one that the server's user may enter.
    private static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        WorkingDirectory = "/",
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["LC_ALL"] = "C" },
    })!;
}
