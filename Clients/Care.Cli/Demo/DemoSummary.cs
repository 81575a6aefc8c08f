using OrleansCare.Cli.Leaks;

namespace OrleansCare.Cli.Demo;

/// <summary>What one run proved, written as JSON.</summary>
/// <param name="AlarmLatencyMs">Device packet received at the edge to alarm read from a station's socket, by the same clock.</param>
/// <param name="AcknowledgementMs">Packet sent by the device to its MQTT acknowledgement; percentiles in steps of 0.1 ms.</param>
/// <param name="Missing">Device packets and uplink items that never came.</param>
/// <param name="Duplicates">Observations in the cloud beyond those put into the outbox.</param>
/// <param name="DuplicatesRecognised">Packets and items that came again and were not applied; normal after a lost connection.</param>
/// <param name="Notes">What was disturbed on purpose and what that means for the figures.</param>
public sealed record DemoSummary(
    int Beds, int Seconds, ulong Seed,
    long SamplesSent, long SamplesAccepted, long PacketsSent, long PacketsAcknowledged, long PacketsResent, long PacketsShed,
    IReadOnlyDictionary<string, long> AlarmsByPriority, IReadOnlyDictionary<string, long> AlarmsByKind,
    Percentiles AlarmLatencyMs, Percentiles DetectionMs, AcknowledgementPercentiles AcknowledgementMs,
    long BeatsClassified, long BeatsUnsure, long OutboxDepth, long ObservationsPutInOutbox, long ObservationsInCloud,
    long Missing, long Duplicates, long DuplicatesRecognised, long IdentifiersLeaked, IReadOnlyList<Leak> Leaks, long UplinkBytesScanned,
    IReadOnlyList<string> Notes, IReadOnlyList<Check> Checks)
{
    public bool Ok => Checks.All(check => check.Ok);
}

public sealed record AcknowledgementPercentiles(long Count, double P50, double P99, double Max);

/// <param name="Expected">A number, or a condition in words.</param>
public sealed record Check(string Name, object Expected, long Actual, bool Ok)
{
    public static Check Equal(string name, long expected, long actual) => new(name, expected, actual, expected == actual);

    public static Check AtLeast(string name, long least, long actual) => new(name, $">= {least}", actual, actual >= least);
}
