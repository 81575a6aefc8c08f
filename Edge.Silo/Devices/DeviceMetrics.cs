using System.Diagnostics.Metrics;
using OrleansCare.Clinical.Packets;
using OrleansCare.Edge.Devices.Intake;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// Meter <c>OrleansCare.Edge.Devices</c>, and the same counts for the status page. For each source and outcome: accepted + quarantined + ignored
/// elements = elements that came in.
/// </summary>
internal sealed class DeviceMetrics
{
    private readonly Counter<long> _publishes;
    private readonly Counter<long> _elements;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _rejects;
    private readonly Counter<long> _replays;
    private readonly long[] _rejectsByReason = new long[(int)Enum.GetValues<RejectReason>().Max() + 1];
    private readonly SourceAccount[] _accounts = [.. Enum.GetValues<DeviceSource>().Select(source => new SourceAccount(source))];
    private long _acknowledged;

    public DeviceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCare.Edge.Devices");
        _publishes = meter.CreateCounter<long>("devices.publishes", "{publish}");
        _elements = meter.CreateCounter<long>("devices.elements", "{element}");
        _deliveries = meter.CreateCounter<long>("devices.deliveries", "{delivery}");
        _rejects = meter.CreateCounter<long>("devices.rejects", "{element}");
        _replays = meter.CreateCounter<long>("devices.replays", "{entry}");
    }

    /// <summary>Packets for which the sender was told that they are durable: accepted ones and repeats.</summary>
    public long PacketsAcknowledged => Volatile.Read(ref _acknowledged);

    public IReadOnlyDictionary<string, long> Rejects =>
        Enum.GetValues<RejectReason>().Where(reason => Count(reason) > 0).ToDictionary(reason => reason.ToString(), Count);

    public IReadOnlyList<SourceAccount> Accounts => _accounts;

    public void Published(bool atMostOnce) => _publishes.Add(1, new KeyValuePair<string, object?>("qos", atMostOnce ? 0 : 1));

    public void Replayed(DeviceSource source, in IntakeReceipt receipt)
    {
        _accounts[(int)source - 1].AddReplay(receipt);
        _replays.Add(1, new KeyValuePair<string, object?>("outcome", Tag(receipt.Outcome)));
    }

    public void Took(DeviceSource source, in IntakeReceipt receipt)
    {
        var tag = new KeyValuePair<string, object?>("source", Tag(source));
        _accounts[(int)source - 1].Add(receipt);
        _deliveries.Add(1, tag, new KeyValuePair<string, object?>("outcome", Tag(receipt.Outcome)));
        if (receipt.Outcome is IntakeOutcome.Accepted or IntakeOutcome.Repeated)
        {
            Interlocked.Increment(ref _acknowledged);
        }

        if (!receipt.IsKept)
        {
            return;
        }

        _elements.Add(receipt.Accepted, tag, new KeyValuePair<string, object?>("outcome", receipt.Outcome == IntakeOutcome.Repeated ? "repeated" : "accepted"));
        _elements.Add(receipt.Quarantined, tag, new KeyValuePair<string, object?>("outcome", "quarantined"));
        _elements.Add(receipt.Ignored, tag, new KeyValuePair<string, object?>("outcome", "ignored"));
        for (var i = 0; i < receipt.Rejects.Count; i++)
        {
            Rejected(receipt.Rejects[i].Reason, receipt.Rejects[i].Count);
        }
    }

    private static string Tag(DeviceSource source) => source switch
    {
        DeviceSource.Mqtt => "mqtt",
        DeviceSource.WebSocket => "websocket",
        DeviceSource.Grpc => "grpc",
        DeviceSource.Fhir => "fhir",
        _ => "hl7",
    };

    private static string Tag(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Accepted => "accepted",
        IntakeOutcome.Repeated => "repeated",
        IntakeOutcome.Quarantined => "quarantined",
        _ => "not-kept",
    };

    private void Rejected(RejectReason reason, int count)
    {
        Interlocked.Add(ref _rejectsByReason[(int)reason], count);
        _rejects.Add(count, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    private long Count(RejectReason reason) => Volatile.Read(ref _rejectsByReason[(int)reason]);
}
