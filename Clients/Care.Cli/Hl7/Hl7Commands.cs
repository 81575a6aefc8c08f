using System.CommandLine;
using NodaTime;
using OrleansCare.Cli.Commands;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Cli.Hl7;

/// <summary><c>care hl7 check</c>: tries messages and profiles without an edge. Exit code 0: all is accounted for, 1: something was quarantined, 2: a wrong command line.</summary>
internal static class Hl7Commands
{
    private const int OutputBuffer = 64 * 1024;

    public static Command Create(Func<Stream> openAccount) => new("hl7", "HL7 v2 messages") { Check(openAccount) };

    private static Command Check(Func<Stream> openAccount)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files with messages: bare, in MLLP frames or in batches", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-') && !File.Exists(token.Value)) is { } unknown)
            {
                result.AddError($"There is no option '{unknown.Value}'.");
            }
        });
        var json = new Option<bool>("--json") { Description = "The account as data" };
        var profile = new Option<string?>("--profile") { Description = "Name of a profile, or a file, to be used whatever the message says" };
        var folder = new Option<string?>("--profiles") { Description = "Folder of profiles instead of the shipped ones" };
        var zone = new Option<string>("--zone") { Description = "Time zone of the site (IANA), for times without offset", DefaultValueFactory = _ => "UTC" };
        var command = new Command("check", "Say what every segment and field of a message becomes") { files, json, profile, folder, zone };
        command.SetAction((result, cancellation) => CommandFailure.Report(() => Task.FromResult(Run(
            result.GetRequiredValue(files),
            result.GetValue(json),
            Interpreter(result.GetValue(profile), result.GetValue(folder), result.GetRequiredValue(zone)),
            openAccount,
            cancellation))));
        return command;
    }

    private static int Run(string[] files, bool json, Hl7Interpreter interpreter, Func<Stream> openAccount, CancellationToken cancellation)
    {
        using var output = new StreamWriter(openAccount(), bufferSize: OutputBuffer);
        var checker = new MessageChecker(interpreter, TimeProvider.System);
        var (asJson, asText) = (new CheckJson(output), new CheckReport(output));
        var quarantined = 0;
        if (json)
        {
            asJson.Begin();
        }

        foreach (var message in files.SelectMany(checker.Check))
        {
            cancellation.ThrowIfCancellationRequested();
            quarantined += message.Receipt.Quarantined;
            if (json)
            {
                asJson.Write(message);
            }
            else
            {
                asText.Write(message);
            }
        }

        if (json)
        {
            asJson.End();
        }

        return quarantined == 0 ? 0 : 1;
    }

    private static Hl7Interpreter Interpreter(string? profile, string? folder, string zone)
    {
        var site = new Hl7Site { Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw new CliException($"'{zone}' is no IANA time zone.") };
        try
        {
            var loader = ProfileLoader.Shipped();
            var catalog = new ProfileCatalog(loader.LoadFolder(folder ?? ProfileLoader.ShippedFolder));
            return new Hl7Interpreter(catalog, site) { Profile = profile is null ? null : Find(profile, catalog, loader) };
        }
        catch (Exception wrong) when (wrong is InvalidProfileException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException(wrong.Message, wrong);
        }
    }

    private static DeviceProfile Find(string profile, ProfileCatalog catalog, ProfileLoader loader)
    {
        if (catalog.Find(profile) is { } known)
        {
            return known;
        }

        return File.Exists(profile)
            ? loader.LoadFile(profile)
            : throw new CliException($"There is no profile '{profile}' and no such file. Known: {string.Join(", ", catalog.Profiles.Select(other => other.Name))}.");
    }
}
