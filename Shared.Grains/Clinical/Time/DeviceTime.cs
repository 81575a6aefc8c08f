namespace OrleansCare.Clinical.Time;

/// <summary>What a device's own clock said: microseconds since 1970-01-01T00:00Z, which may be hours off. Never compared with <see cref="SiloTime"/> without the device's measured offset.</summary>
public readonly record struct DeviceTime(long UnixMicroseconds)
{
    public static DeviceTime From(DateTimeOffset time) => new(SiloTime.From(time).UnixMicroseconds);
}
