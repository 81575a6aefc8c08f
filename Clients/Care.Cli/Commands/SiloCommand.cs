using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using OrleansCare.Cli.Silos;

namespace OrleansCare.Cli.Commands;

/// <summary>care edge, care cloud: the silo itself with the arguments as they are.</summary>
internal static class SiloCommand
{
    public static Command Create(string name, string description, string assembly)
    {
        var arguments = new Argument<string[]>("arguments") { Description = "Passed on: --config FILE, --set KEY=VALUE ...", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(
            () => RunAsync(assembly, [.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens], cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string assembly, string[] arguments, CancellationToken cancellationToken)
    {
        // A terminal's Ctrl-C reaches the silo by itself; a SIGTERM to this process is handed on.
        using var silo = Process.Start(new ProcessStartInfo("dotnet", [SiloFiles.Find(assembly), .. arguments]) { UseShellExecute = false })
            ?? throw new CliException($"{assembly} could not be started.");
        await using var stop = cancellationToken.Register(() => Signals.Terminate(silo.Id));
        await silo.WaitForExitAsync(CancellationToken.None);
        return silo.ExitCode;
    }
}
