using System.CommandLine;
using OrleansCare.Cli.Arrhythmia;
using OrleansCare.Cli.Commands;
using OrleansCare.Cli.Ecg;
using OrleansCare.Cli.Hl7;
using OrleansCare.Cli.Profiles;
using OrleansCare.Cli.Quarantine;
using OrleansCare.Cli.Replay;

var root = new RootCommand("OrleansCare: research and secondary display, not a cleared medical device.")
{
    DemoCommand.Create(),
    SiloCommand.Create("edge", "Runs the edge silo in the foreground.", "OrleansCare.Edge"),
    SiloCommand.Create("cloud", "Runs the cloud silo in the foreground.", "OrleansCare.Cloud"),
    BedCommand.Create(),
    EcgCommands.Create(),
    ArrhythmiaCommands.Create(),
    Hl7Commands.Create(),
    ProfileCommands.Create(),
    QuarantineCommands.Create(),
    ReplayCommand.Create(),
};

// Stopping is in order: devices, silos, reports. It takes longer than the two seconds that are the default.
var commandLine = root.Parse(args);
var exitCode = await commandLine.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
return commandLine.Errors.Count > 0 ? 2 : exitCode;
