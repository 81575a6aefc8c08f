using System.Buffers;
using System.Text;
using System.Text.Json;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Identity;
using OrleansCare.Interop.Deidentification;
using OrleansCare.Interop.Fhir;

namespace OrleansCare.Cloud.Receive;

/// <summary>
/// An Observation from an edge as the store keeps it: checked once more against the de-identification policy, so that what an edge should not have sent is not stored,
/// and given an id of its own that tells nothing.
/// </summary>
public sealed class ObservationReader(Deidentifier deidentifier, IOpaqueIdSource ids, ReceiveMeter meter)
{
    /// <returns>Null with a reason: no valid payload.</returns>
    public ObservationRow? Read(ReadOnlySpan<byte> payload, out string reason)
    {
        var kept = new ArrayBufferWriter<byte>(payload.Length + 64);
        var outcome = deidentifier.Recheck(payload, kept);
        if (!outcome.Succeeded)
        {
            reason = outcome.Detail is null ? outcome.Error.ToString() : $"{outcome.Error} {outcome.Detail}";
            return null;
        }

        meter.Dropped(outcome.Dropped);
        using var document = JsonDocument.Parse(kept.WrittenMemory);
        var resource = document.RootElement;
        if (Effective(resource) is not { } effective)
        {
            reason = "NoEffectiveTime";
            return null;
        }

        reason = "";
        var id = ids.Next();
        return new ObservationRow(
            Convert.FromHexString(id),
            resource.GetProperty("subject").GetProperty("reference").GetString()!,
            resource.TryGetProperty("category", out var categories) ? [.. categories.EnumerateArray().SelectMany(Codings)] : [],
            [.. Codings(resource.GetProperty("code"))],
            effective.Start,
            effective.End,
            WithId(kept.WrittenSpan, id));
    }

    private static (long Start, long End)? Effective(JsonElement resource)
    {
        if (resource.TryGetProperty("effectiveDateTime", out var moment))
        {
            var at = Microseconds(moment);
            return (at, at);
        }

        return resource.TryGetProperty("effectivePeriod", out var period) && period.TryGetProperty("start", out var start)
            ? (Microseconds(start), period.TryGetProperty("end", out var end) ? Microseconds(end) : long.MaxValue)
            : null;
    }

    // The policy lets only times through that this can read.
    private static long Microseconds(JsonElement time) =>
        FhirTime.TryParse(time.GetString()!, out var parsed) ? SiloTime.From(parsed).UnixMicroseconds : throw new JsonException("Not a time.");

    private static IEnumerable<(string System, string Code)> Codings(JsonElement concept)
    {
        foreach (var coding in concept.TryGetProperty("coding", out var codings) ? codings.EnumerateArray() : default)
        {
            if (coding.TryGetProperty("code", out var code))
            {
                yield return (coding.TryGetProperty("system", out var system) ? system.GetString()! : "", code.GetString()!);
            }
        }
    }

    private static byte[] WithId(ReadOnlySpan<byte> resource, string id)
    {
        var head = "{\"resourceType\":\"Observation\""u8;
        return [.. head, .. Encoding.ASCII.GetBytes($",\"id\":\"{id}\""), .. resource[head.Length..]];
    }
}
