using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OrleansCare.Cli.Commands;
using OrleansCare.Contracts.Devices;

namespace OrleansCare.Cli.Profiles;

/// <summary>care profiles list, confirm and withdraw, against a running edge.</summary>
internal static class ProfileCommands
{
    private const string Absent = "The edge knows no profiles.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var edge = EdgeClient.Address();
        var json = new Option<bool>("--json") { Description = "As data.", Recursive = true };
        return new Command("profiles", "The device profiles in use. What an assumed one reads stays in quarantine until an engineer confirms it.")
        {
            edge,
            json,
            List(edge, json),
            Decide(edge, json, "confirm", "Let what this assumed profile reads into the record from now on."),
            Decide(edge, json, "withdraw", "Take a confirmation back."),
        };
    }

    private static Command List(Option<string> edge, Option<bool> json)
    {
        var command = new Command("list", "Every profile, what it was written from, and who confirmed it.");
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(async () =>
        {
            using var client = new EdgeClient(parsed.GetValue(edge)!);
            Write(await client.GetAsync<ProfileReport[]>("api/profiles", Absent, cancellationToken), parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    private static Command Decide(Option<string> edge, Option<bool> json, string verb, string description)
    {
        var name = new Argument<string>("name") { Description = "From the list." };
        var by = new Option<string>("--by") { Description = "Who decides.", Required = true };
        var reason = new Option<string?>("--reason") { Description = "Why, e.g. what it was compared with." };
        var command = new Command(verb, description) { name, by, reason };
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(async () =>
        {
            using var client = new EdgeClient(parsed.GetValue(edge)!);
            var profile = (await client.GetAsync<ProfileReport[]>("api/profiles", Absent, cancellationToken)).FirstOrDefault(profile => profile.Name == parsed.GetValue(name))
                ?? throw new CliException($"There is no profile '{parsed.GetValue(name)}'.");
            var request = new ProfileDecisionRequest(parsed.GetValue(by)!, parsed.GetValue(reason), profile.Fingerprint);
            Write([await client.PostAsync<ProfileReport>($"api/profiles/{profile.Name}/{verb}", request, Absent, cancellationToken)], parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    private static void Write(ProfileReport[] profiles, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(profiles, Json));
            return;
        }

        foreach (var profile in profiles)
        {
            Console.WriteLine($"{profile.Name,-20} {profile.Evidence,-15} {(profile.ObserveOnly ? "observes only" : "in use"),-13} {profile.Fingerprint[..12]}{Held(profile)}{By(profile.Decision)}");
        }
    }

    private static string Held(ProfileReport profile) => profile.Held == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  {profile.Held} elements held back");

    private static string By(ProfileDecisionReport? decision) => decision is null ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"  {(decision.Confirmed ? "confirmed" : "withdrawn")} by {decision.By} {decision.At:yyyy-MM-ddTHH:mm:ssZ}{(decision.Reason.Length > 0 ? $": {decision.Reason}" : "")}");
}
