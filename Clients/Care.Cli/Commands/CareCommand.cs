using System.CommandLine;
using OrleansCare.Cli.Arrhythmia;
using OrleansCare.Cli.Ecg;
using OrleansCare.Cli.Hl7;
using OrleansCare.Cli.Profiles;
using OrleansCare.Cli.Quarantine;
using OrleansCare.Cli.Replay;

namespace OrleansCare.Cli.Commands;

/// <summary>All of <c>care</c>.</summary>
internal static class CareCommand
{
    // Stopping is in order: devices, silos, reports. It takes longer than the two seconds that are the default.
    private static readonly TimeSpan Stopping = TimeSpan.FromMinutes(1);

    // A file may be called @name: that is no list of further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <param name="openAccount">Where <c>hl7 check</c> writes; it closes it.</param>
    /// <returns>The exit code; 2: a wrong command line.</returns>
    public static async Task<int> RunAsync(string[] args, Func<Stream> openAccount)
    {
        var root = new RootCommand("OrleansCare: research and secondary display, not a cleared medical device.")
        {
            DemoCommand.Create(),
            SiloCommand.Create("edge", "Runs the edge silo in the foreground.", "OrleansCare.Edge"),
            SiloCommand.Create("cloud", "Runs the cloud silo in the foreground.", "OrleansCare.Cloud"),
            BedCommand.Create(),
            EcgCommands.Create(),
            ArrhythmiaCommands.Create(),
            Hl7Commands.Create(openAccount),
            ProfileCommands.Create(),
            QuarantineCommands.Create(),
            ReplayCommand.Create(),
        };
        var commandLine = root.Parse(args, Parsing);
        var exitCode = await commandLine.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Stopping });
        return commandLine.Errors.Count > 0 ? 2 : exitCode;
    }
}
