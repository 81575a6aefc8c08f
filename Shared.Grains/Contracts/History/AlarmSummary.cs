namespace OrleansCare.Contracts.History;

/// <summary>One alarm as <c>GET /api/alarms</c> lists it. Identified: it stays on the edge.</summary>
/// <param name="Id">Effect id; escape its slashes in a URL.</param>
/// <param name="Patient">Opaque key of the stay.</param>
/// <param name="Name">The patient's, also after the discharge, for as long as the alarm is kept; null: nothing is known of the stay.</param>
/// <param name="Kind">AlarmKind.</param>
/// <param name="Priority">1 low, 2 medium, 3 high: the newest.</param>
/// <param name="Condition">0 inactive, 1 active, 2 latched.</param>
/// <param name="Signal">0 enabled ... 5 acknowledged.</param>
/// <param name="Unit">UCUM, of value and limit.</param>
/// <param name="Acknowledged">When first; null: nobody has.</param>
/// <param name="Demoted">Its priority was lowered because of the evidence.</param>
/// <param name="Strip"><c>none</c>, <c>pending</c> (what was there at the onset), <c>complete</c> or <c>incomplete</c>.</param>
/// <param name="StripIncomplete">Why something of the strip is missing; empty when nothing is.</param>
/// <param name="Discharged">The stay has ended.</param>
/// <param name="Advisory">Neither physiologic nor technical: something to look at.</param>
public sealed record AlarmSummary(
    string Id,
    string Patient,
    string Bed,
    string? Name,
    string Kind,
    string Text,
    bool Technical,
    uint Priority,
    uint Condition,
    uint Signal,
    double? Value,
    double? Limit,
    string Unit,
    DateTimeOffset Onset,
    DateTimeOffset Detected,
    DateTimeOffset? Acknowledged,
    string? AcknowledgedBy,
    DateTimeOffset? Ended,
    bool Demoted,
    string Evidence,
    string Strip,
    string StripIncomplete,
    bool Discharged,
    bool Advisory);

/// <summary>One revision of an alarm.</summary>
/// <param name="Phase">EventPhase: Start, Continue, Update, Escalate, Deescalate, Reset, End.</param>
/// <param name="By">Who did it; empty: nobody, the condition changed.</param>
/// <param name="Why">The reason that was given; empty: none.</param>
public sealed record AlarmChange(uint Revision, DateTimeOffset At, string Phase, uint Condition, uint Signal, uint Priority, string By, string Why);

/// <summary><c>GET /api/alarms</c>: newest onset first.</summary>
/// <param name="More">Older ones match too: ask again with <c>to</c> set to the last onset.</param>
public sealed record AlarmList(IReadOnlyList<AlarmSummary> Alarms, bool More);

/// <summary><c>GET /api/alarms/{id}</c>.</summary>
public sealed record AlarmDetail(AlarmSummary Alarm, IReadOnlyList<AlarmChange> Changes);
