using Orleans;

namespace OrleansCare.Contracts.Devices;

/// <param name="ClockOffsetMicroseconds">Silo clock minus device clock, the smallest of the last minute (its least delayed packet); null before the first timed packet.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.DeviceReport")]
public sealed record DeviceReport(
    [property: Id(0)] string Device, [property: Id(1)] string? Patient, [property: Id(2)] long Packets, [property: Id(3)] long? ClockOffsetMicroseconds);
