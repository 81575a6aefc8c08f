using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Devices;

/// <summary>How a packet stands to the time at which it is applied.</summary>
/// <param name="MeasuredAt">The device's stamp by the silo's clock as far as the device's is known, else when it came; not after <paramref name="Now"/>.</param>
/// <param name="IsLive">False: it was measured more than <see cref="DeviceClock.Tolerance"/> ago, the device is not speaking of now.</param>
/// <param name="Silence">How long the device may be silent.</param>
internal readonly record struct Arrival(SiloTime Now, SiloTime MeasuredAt, bool IsLive, TimeSpan Silence);
