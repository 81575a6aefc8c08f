using Orleans;

namespace OrleansCare.Edge.Devices;

/// <summary>Whose the device is, and since when whose it was before.</summary>
[GenerateSerializer]
[Alias("care.edge.DeviceAssociation")]
internal sealed class DeviceAssociation
{
    /// <summary>Older changes are given up: what came before them is not replayed.</summary>
    public const int ChangesAtMost = 64;

    [Id(0)]
    public string? Patient { get; init; }

    /// <summary>The oldest first; the last one is <see cref="Patient"/>.</summary>
    [Id(1)]
    public List<DeviceHolder> Changes { get; init; } = [];

    public DeviceAssociation Next(string? patient, DateTimeOffset at) => new()
    {
        Patient = patient,
        Changes = [.. Changes.TakeLast(ChangesAtMost - 1), new DeviceHolder(patient, at)],
    };

    /// <summary>Whether the device belonged at that time to whom it belongs now, or to nobody.</summary>
    public bool BelongedHere(DateTimeOffset at)
    {
        var then = Changes.LastOrDefault(change => change.Since <= at);
        return then is null ? Changes.Count < ChangesAtMost : then.Patient is null || then.Patient == Patient;
    }
}

/// <param name="Patient">Null: nobody's.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.edge.DeviceHolder")]
internal sealed record DeviceHolder([property: Id(0)] string? Patient, [property: Id(1)] DateTimeOffset Since);
