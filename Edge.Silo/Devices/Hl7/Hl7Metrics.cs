using System.Diagnostics.Metrics;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>Meter <c>OrleansCare.Edge.Hl7</c>.</summary>
internal sealed class Hl7Metrics
{
    private readonly UpDownCounter<long> _connections;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _junk;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _forgotten;

    public Hl7Metrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCare.Edge.Hl7");
        _connections = meter.CreateUpDownCounter<long>("hl7.connections", "{connection}");
        _inFlight = meter.CreateUpDownCounter<long>("hl7.inflight", "{message}");
        _closed = meter.CreateCounter<long>("hl7.closed", "{connection}");
        _junk = meter.CreateCounter<long>("hl7.junk", "By");
        _messages = meter.CreateCounter<long>("hl7.messages", "{message}");
        _forgotten = meter.CreateCounter<long>("hl7.forgotten", "{message}");
    }

    public void Opened() => _connections.Add(1);

    public void Closed(MllpEnd end)
    {
        _connections.Add(-1);
        _closed.Add(1, new KeyValuePair<string, object?>("reason", end.ToString()));
    }

    /// <summary>A connection that did not get as far as a message.</summary>
    public void Refused(MllpEnd end) => _closed.Add(1, new KeyValuePair<string, object?>("reason", end.ToString()));

    /// <summary>Messages read and not yet answered.</summary>
    public void InFlight(int more) => _inFlight.Add(more);

    public void Junk(long bytes) => _junk.Add(bytes);

    /// <param name="reason">bound: too many newer ones; unlogged: known until the next start only.</param>
    public void Forgot(string reason) => _forgotten.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="fate">A MessageFate name, Repeated, Unreadable or the RejectReason of a refusal.</param>
    public void Took(string fate) => _messages.Add(1, new KeyValuePair<string, object?>("fate", fate));
}
