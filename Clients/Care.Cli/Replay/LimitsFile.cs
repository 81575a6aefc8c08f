using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;

namespace OrleansCare.Cli.Replay;

/// <summary>
/// Limits to try, by vital sign: <c>{ "Spo2": { "low": 88, "high": null, "delaySeconds": 10, "hysteresis": 1, "priority": "High" } }</c>.
/// A vital that is not named keeps its default; a limit of null is off.
/// </summary>
internal sealed record LimitsFile(double? Low, double? High, double DelaySeconds, double Hysteresis, AlarmPriority Priority)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="CliException">Not of this form, or for a vital that has no limits.</exception>
    public static IReadOnlyDictionary<Vital, AlarmLimits> Parse(string text)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<Dictionary<Vital, LimitsFile>>(text, Json) ?? [];
            return entries.ToDictionary(
                entry => DefaultLimits.For(entry.Key) is not null ? entry.Key : throw new CliException($"{entry.Key} has no limit alarms."),
                entry => new AlarmLimits(entry.Value.Low, entry.Value.High, TimeSpan.FromSeconds(entry.Value.DelaySeconds), entry.Value.Hysteresis, entry.Value.Priority));
        }
        catch (Exception exception) when (exception is JsonException or OverflowException)
        {
            throw new CliException($"The limits cannot be read: {exception.Message}", exception);
        }
    }
}
