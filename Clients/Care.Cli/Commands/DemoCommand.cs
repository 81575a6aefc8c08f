using System.CommandLine;
using OrleansCare.Cli.Demo;

namespace OrleansCare.Cli.Commands;

/// <summary>care demo.</summary>
internal static class DemoCommand
{
    private const int SecondsWithJson = 60;

    public static Command Create()
    {
        var beds = new Option<int>("--beds") { Description = "Simulated beds.", DefaultValueFactory = _ => 8 };
        var seconds = new Option<int?>("--seconds") { Description = "Stop after so long, drain, and check the account." };
        var json = new Option<string?>("--json") { Description = $"Write the summary to this file (60 s unless --seconds says otherwise)." };
        var records = new Option<string?>("--records") { Description = "Replay the WFDB or bidmc recordings of this folder." };
        var seed = new Option<ulong>("--seed") { Description = "Makes patients, devices and waves.", DefaultValueFactory = _ => 1 };
        var data = new Option<string?>("--data") { Description = "Empty folder for data and logs; else a temporary one." };
        var ports = new Option<int?>("--ports") { Description = "First of five TCP ports; else 7070, 1883, 7080, 7081, 7082." };
        var cloudDown = new Option<int>("--cloud-down") { Description = "The cloud is away for the first so many seconds." };
        var killEdgeAt = new Option<int?>("--kill-edge-at") { Description = "Kill the edge at this second and start it again." };
        var command = new Command("demo", "A hospital and its cloud on this machine, with simulated beds.") { beds, seconds, json, records, seed, data, ports, cloudDown, killEdgeAt };
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(() => new DemoRun(
            DemoOptions.Checked(
                parsed.GetValue(beds),
                parsed.GetValue(seconds) ?? (parsed.GetValue(json) is null ? null : SecondsWithJson),
                parsed.GetValue(json),
                parsed.GetValue(records),
                parsed.GetValue(seed),
                parsed.GetValue(data),
                parsed.GetValue(ports),
                parsed.GetValue(cloudDown),
                parsed.GetValue(killEdgeAt)),
            TimeProvider.System).RunAsync(cancellationToken)));
        return command;
    }
}
