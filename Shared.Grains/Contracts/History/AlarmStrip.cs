namespace OrleansCare.Contracts.History;

/// <summary><c>GET /api/alarms/{id}/strip</c>: what was measured around an alarm. Identified: it stays on the edge.</summary>
/// <param name="Name">The patient's, also after the discharge; null: nothing is known of the stay.</param>
/// <param name="Origin">Second 0: the onset, or the detection when the onset was found more than 15 s late.</param>
/// <param name="FirstSecond">Begin of the strip in seconds from the origin: -10.</param>
/// <param name="LastSecond">Its end: 20.</param>
/// <param name="Limits">All limits that held at the onset.</param>
/// <param name="Incomplete">Why something is missing; empty when nothing is.</param>
public sealed record AlarmStrip(
    string Id,
    string Patient,
    string Bed,
    string? Name,
    string Kind,
    string Text,
    uint Priority,
    double? Value,
    double? Limit,
    string Unit,
    DateTimeOffset Onset,
    DateTimeOffset Origin,
    double FirstSecond,
    double LastSecond,
    IReadOnlyList<StripTrace> Waves,
    IReadOnlyList<StripReading> Values,
    IReadOnlyList<StripRange> Limits,
    IReadOnlyList<StripBeat> Beats,
    string Incomplete);

/// <param name="Code">MDC.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="Unit">UCUM.</param>
/// <param name="Samples">From FirstSecond on, in the unit; null: no sample.</param>
public sealed record StripTrace(uint Code, double SampleRate, string Unit, IReadOnlyList<float?> Samples, IReadOnlyList<StripSignal> Quality);

/// <param name="Status">0 ok, 1 lead off, 2 artifact: what the device said of its signal from this second on.</param>
public sealed record StripSignal(double Second, uint Status);

public sealed record StripReading(string Vital, double Second, double Value);

public sealed record StripRange(string Vital, double? Low, double? High);

/// <param name="Class">N, S, V, F, Q or Unsure.</param>
public sealed record StripBeat(double Second, string Class, double Confidence);
