using System.Security.Cryptography;
using System.Text.Json;
using Json.Schema;
using NodaTime;
using OrleansCare.Clinical.Codes;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Profiles;

/// <summary>Reads profiles: first the schema, then what a schema cannot say (known codes, units, time zones).</summary>
public sealed class ProfileLoader
{
    public const string SchemaFile = "profile.schema.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly JsonSchema _schema;

    /// <param name="schema">The text of profile.schema.json.</param>
    public ProfileLoader(string schema) => _schema = JsonSchema.FromText(schema, new BuildOptions { SchemaRegistry = new SchemaRegistry() });

    /// <summary>The shipped profiles and their schema: beside the program, in <c>profiles</c>.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "profiles");

    /// <summary>With the schema that is shipped with the program.</summary>
    public static ProfileLoader Shipped() => new(File.ReadAllText(Path.Combine(ShippedFolder, SchemaFile)));

    /// <exception cref="InvalidProfileException">The first profile that cannot be used.</exception>
    public IReadOnlyList<DeviceProfile> LoadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Where(path => Path.GetFileName(path) != SchemaFile).Order(StringComparer.Ordinal).Select(LoadFile)];

    /// <exception cref="InvalidProfileException">It cannot be used.</exception>
    public DeviceProfile LoadFile(string path) => Load(Path.GetFileName(path), File.ReadAllBytes(path));

    /// <param name="file">For errors.</param>
    /// <exception cref="InvalidProfileException">It cannot be used.</exception>
    public DeviceProfile Load(string file, byte[] json)
    {
        var profile = Parse(file, json) with { Fingerprint = Convert.ToHexStringLower(SHA256.HashData(json)) };
        if (Complaint(profile) is { } complaint)
        {
            throw new InvalidProfileException($"{file}: {complaint}");
        }

        return profile;
    }

    private DeviceProfile Parse(string file, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var result = _schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
            if (!result.IsValid)
            {
                var errors = result.Details!.Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Values.Select(error => $"{Place(detail)}: {error}"));
                throw new InvalidProfileException($"{file}: {string.Join("; ", errors.Distinct())}");
            }

            return document.RootElement.Deserialize<DeviceProfile>(Json)!;
        }
        catch (JsonException broken)
        {
            throw new InvalidProfileException($"{file}: {broken.Message}", broken);
        }
    }

    private static string Place(EvaluationResults detail) => detail.InstanceLocation.ToString() is { Length: > 0 } place ? place : "the profile";

    private static string? Complaint(DeviceProfile profile)
    {
        if (profile.TimeZone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            return $"/timeZone: '{zone}' is no IANA time zone";
        }

        if (profile.Codes.FirstOrDefault(entry => MdcTerms.Find(entry.Mdc) is null) is { } unknown)
        {
            return $"/codes: MDC {unknown.Mdc} is not taken here";
        }

        if (profile.Waves.FirstOrDefault(entry => MdcTerms.Find(entry.Mdc) is not { Kind: TermKind.Wave }) is { } wave)
        {
            return $"/waves: MDC {wave.Mdc} is no wave that is taken here";
        }

        if (profile.Codes.GroupBy(entry => entry.Code).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return $"/codes: '{twice.Key}' stands there twice";
        }

        if (profile.Alarms.FirstOrDefault(entry => !MdcEvents.IsEvent(entry.Event)) is { } noEvent)
        {
            return $"/alarms: MDC {noEvent.Event} is no event (196608 to 262143)";
        }

        if (profile.Alarms.FirstOrDefault(entry => entry.Source is { } source && MdcTerms.Find(source) is null) is { } sourceless)
        {
            return $"/alarms: MDC {sourceless.Source} is not taken here";
        }

        if (profile.Alarms.Any(entry => entry is { Code: AlarmEntry.AnyCode, System: null }))
        {
            return $"/alarms: '{AlarmEntry.AnyCode}' stands for any code of a system and needs one";
        }

        if (profile.Alarms.GroupBy(entry => (entry.Code, entry.System)).FirstOrDefault(group => group.Count() > 1) is { } alarmTwice)
        {
            return $"/alarms: '{alarmTwice.Key.Code}' stands there twice";
        }

        var units = profile.Units.Values.Concat(profile.Codes.Select(entry => entry.Unit)).Concat(profile.Waves.Select(entry => entry.Unit)).OfType<string>();
        return units.FirstOrDefault(unit => !UcumUnit.TryParse(System.Text.Encoding.UTF8.GetBytes(unit), out _)) is { } strange
            ? $"'{strange}' is no UCUM unit that is taken here"
            : null;
    }
}
