using System.CommandLine;
using OrleansCare.Cli.Commands;

namespace OrleansCare.Cli.Quarantine;

/// <summary>care quarantine list, show and replay, against a running edge.</summary>
internal static class QuarantineCommands
{
    public static Command Create()
    {
        var edge = EdgeClient.Address();
        var json = new Option<bool>("--json") { Description = "As data.", Recursive = true };
        return new Command("quarantine", "What could not enter the record: look at it, and send it the ordinary way again.")
        {
            edge, json, List(edge, json), Show(edge, json), Replay(edge, json),
        };
    }

    private static Command List(Option<string> edge, Option<bool> json)
    {
        var device = new Option<string?>("--device") { Description = "Only of this device (its opaque key)." };
        var reason = new Option<string?>("--reason") { Description = "Only with this reason, e.g. UnknownCode." };
        var source = new Option<string?>("--source") { Description = "Only from this source: Mqtt, WebSocket, Grpc, Fhir or Hl7." };
        var replayed = new Option<bool?>("--replayed") { Description = "true: only what was replayed; false: only what was not." };
        var limit = new Option<int>("--limit") { Description = "The newest so many, up to 1000.", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "The newest entries, oldest first.") { device, reason, source, replayed, limit };
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(async () =>
        {
            using var client = new QuarantineClient(parsed.GetValue(edge)!);
            var entries = await client.ListAsync(
                [
                    ("device", parsed.GetValue(device)), ("reason", parsed.GetValue(reason)), ("source", parsed.GetValue(source)),
                    ("replayed", parsed.GetValue(replayed)?.ToString()), ("limit", $"{parsed.GetValue(limit)}"),
                ],
                cancellationToken);
            QuarantineText.Write(entries, parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    private static Command Show(Option<string> edge, Option<bool> json)
    {
        var id = new Argument<long>("id") { Description = "From the list." };
        var command = new Command("show", "One entry with its payload. Identified: it may name the patient.") { id };
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(async () =>
        {
            using var client = new QuarantineClient(parsed.GetValue(edge)!);
            QuarantineText.WriteWhole(await client.ShowAsync(parsed.GetValue(id), cancellationToken), parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    private static Command Replay(Option<string> edge, Option<bool> json)
    {
        var ids = new Argument<long[]>("id") { Description = "From the list.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("replay", "Sends entries the ordinary way again. Exit code 1 when something of them is still refused.") { ids };
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(async () =>
        {
            using var client = new QuarantineClient(parsed.GetValue(edge)!);
            var isClean = true;
            foreach (var id in parsed.GetValue(ids)!)
            {
                var replay = await client.ReplayAsync(id, cancellationToken);
                QuarantineText.Write(id, replay, parsed.GetValue(json));
                isClean &= replay.Quarantined == 0 && replay.Outcome is "Accepted" or "Repeated";
            }

            return isClean ? 0 : 1;
        }));
        return command;
    }
}
