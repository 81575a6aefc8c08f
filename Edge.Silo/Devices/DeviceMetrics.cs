using System.Diagnostics.Metrics;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices;

/// <summary>Meter <c>OrleansCare.Edge.Devices</c>, and the same counts for the status page.</summary>
internal sealed class DeviceMetrics
{
    private readonly Counter<long> _publishes;
    private readonly Counter<long> _elements;
    private readonly Counter<long> _packets;
    private readonly Counter<long> _rejects;
    private readonly long[] _rejectsByReason = new long[(int)Enum.GetValues<RejectReason>().Max() + 1];
    private long _acknowledged;

    public DeviceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCare.Edge.Devices");
        _publishes = meter.CreateCounter<long>("devices.publishes", "{publish}");
        _elements = meter.CreateCounter<long>("devices.elements", "{element}");
        _packets = meter.CreateCounter<long>("devices.packets", "{packet}");
        _rejects = meter.CreateCounter<long>("devices.rejects", "{element}");
    }

    public long PacketsAcknowledged => Volatile.Read(ref _acknowledged);

    public IReadOnlyDictionary<string, long> Rejects =>
        Enum.GetValues<RejectReason>().Where(reason => Count(reason) > 0).ToDictionary(reason => reason.ToString(), Count);

    public void Published(bool atMostOnce) => _publishes.Add(1, new KeyValuePair<string, object?>("qos", atMostOnce ? 0 : 1));

    public void Decoded(DecodeResult result)
    {
        _elements.Add(result.Accepted, new KeyValuePair<string, object?>("outcome", "accepted"));
        _elements.Add(result.Rejected, new KeyValuePair<string, object?>("outcome", "rejected"));
        _elements.Add(result.Ignored, new KeyValuePair<string, object?>("outcome", "ignored"));
    }

    public void Accepted() => _packets.Add(1, new KeyValuePair<string, object?>("outcome", "accepted"));

    public void Duplicate() => _packets.Add(1, new KeyValuePair<string, object?>("outcome", "duplicate"));

    public void NotLogged() => _packets.Add(1, new KeyValuePair<string, object?>("outcome", "not-logged"));

    public void Acknowledged() => Interlocked.Increment(ref _acknowledged);

    public void Rejected(RejectReason reason, int count)
    {
        Interlocked.Add(ref _rejectsByReason[(int)reason], count);
        _rejects.Add(count, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    private long Count(RejectReason reason) => Volatile.Read(ref _rejectsByReason[(int)reason]);
}
