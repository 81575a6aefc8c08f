namespace OrleansCare.Contracts.History;

/// <summary><c>GET /api/alarms/burden</c>: how many alarms beds and staff had to bear. Identified by bed: it stays on the edge.</summary>
/// <param name="From">First moment counted; an alarm counts on the day of its detection.</param>
/// <param name="Days">Oldest first, as yyyy-MM-dd in the zone asked for.</param>
/// <param name="Beds">By bed label.</param>
/// <param name="Kinds">Most alarms first.</param>
/// <param name="TimeToAcknowledge">High, medium, low priority; only those that were acknowledged.</param>
public sealed record AlarmBurden(
    DateTimeOffset From,
    DateTimeOffset To,
    int Alarms,
    IReadOnlyList<string> Days,
    IReadOnlyList<BedBurden> Beds,
    IReadOnlyList<KindBurden> Kinds,
    IReadOnlyList<AcknowledgeTime> TimeToAcknowledge);

/// <param name="ByDay">Alarms per day, in the order of the days.</param>
public sealed record BedBurden(string Bed, IReadOnlyList<int> ByDay, int High, int Medium, int Low, int Technical);

/// <param name="MedianSeconds">How long half of them lasted at most; null while all go on.</param>
public sealed record KindBurden(string Kind, string Text, bool Technical, int Alarms, int Acknowledged, double? MedianSeconds);

/// <param name="Priority">3 high, 2 medium, 1 low.</param>
/// <param name="MedianSeconds">From detection to the first acknowledgement; null when none was acknowledged.</param>
/// <param name="NinetiethSeconds">90 of 100 were acknowledged by then.</param>
public sealed record AcknowledgeTime(uint Priority, int Alarms, int Acknowledged, double? MedianSeconds, double? NinetiethSeconds);
