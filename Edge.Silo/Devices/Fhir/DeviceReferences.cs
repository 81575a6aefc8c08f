using Hl7.Fhir.Model;

namespace OrleansCare.Edge.Devices.Fhir;

/// <summary>Which device an Observation names: by identifier, or by a reference to a Device that it contains or that came in the same Bundle (R4, 3.2.1.1, "Resolving references in Bundles").</summary>
internal static class DeviceReferences
{
    /// <param name="bundle">In which it came; null: by itself.</param>
    /// <param name="fullUrl">Of its entry.</param>
    /// <returns>Serial numbers that it may be enrolled with, the likeliest first; empty: it names none that can be found.</returns>
    public static IReadOnlyList<string> SerialsOf(Observation observation, Bundle? bundle = null, string? fullUrl = null)
    {
        if (observation.Device?.Identifier?.Value is { } identifier)
        {
            return [identifier];
        }

        if (observation.Device?.Reference is not { Length: > 0 } reference)
        {
            return [];
        }

        var device = reference[0] == '#'
            ? observation.Contained.OfType<Device>().FirstOrDefault(contained => reference == "#" + contained.Id)
            : bundle?.Entry.FirstOrDefault(entry => entry.Resource is Device found && IsNamed(entry.FullUrl, found, reference, fullUrl))?.Resource as Device;
        return device is null ? [] : [.. new[] { device.SerialNumber }.Concat(device.Identifier.Select(known => known.Value)).OfType<string>().Distinct()];
    }

    /// <summary>A relative reference stands on the base of the entry that holds it; where that has none, the resource's own id tells.</summary>
    private static bool IsNamed(string? url, Device device, string reference, string? fullUrl) =>
        reference == url
        || (BaseOf(fullUrl) is { } root ? url == root + reference : reference == "Device/" + device.Id);

    /// <returns>[base]/ of [base]/Observation/[id]; null: the entry has no such address.</returns>
    private static string? BaseOf(string? fullUrl) =>
        fullUrl?.LastIndexOf("Observation/", StringComparison.Ordinal) is >= 0 and var at && fullUrl.StartsWith("http", StringComparison.Ordinal) ? fullUrl[..at] : null;
}
