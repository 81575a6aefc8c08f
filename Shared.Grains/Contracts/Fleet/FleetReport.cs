namespace OrleansCare.Contracts.Fleet;

/// <summary>What a site says of itself in true time, without patients: one telemetry item per interval.</summary>
/// <param name="AlarmsByPriority">Alarms begun in the interval: low, medium, high.</param>
public sealed record FleetReport(
    DateTimeOffset From, DateTimeOffset To, int Beds, long Samples, long Packets, long[] AlarmsByPriority, int StationsConnected);
