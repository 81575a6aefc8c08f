using System.Buffers;
using System.Buffers.Binary;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Devices;

namespace OrleansCare.Edge.Patients;

/// <summary>
/// One stay as a function of its Inputs: the clinical core, and beside it which packets have come and what was counted. Live work and recovery
/// go through the same <see cref="Apply"/>; a snapshot holds all of it.
/// </summary>
internal sealed class Stay
{
    /// <summary>2 says how many kinds of alarms it counts, 3 has the deliveries.</summary>
    private const int Version = 3;

    private readonly Dictionary<string, SequenceTracker> _devices;
    private readonly Dictionary<string, RecentDeliveries> _deliveries;
    private readonly StayCounts _counts;
    private readonly PatientMonitor _monitor;

    public Stay(string episode)
        : this(new PatientMonitor(episode), [], [], new StayCounts())
    {
    }

    private Stay(PatientMonitor monitor, Dictionary<string, SequenceTracker> devices, Dictionary<string, RecentDeliveries> deliveries, StayCounts counts) =>
        (_monitor, _devices, _deliveries, _counts) = (monitor, devices, deliveries, counts);

    public PatientMonitor Monitor => _monitor;

    public bool IsDuplicate(DevicePacket packet) => packet.Delivery is { } delivery
        ? _deliveries.TryGetValue(packet.Device, out var recent) && recent.Contains(delivery)
        : _devices.TryGetValue(packet.Device, out var tracker) && tracker.IsDuplicate(packet.Sequence);

    public long HighestSequence(string device) => _devices.TryGetValue(device, out var tracker) ? tracker.Highest ?? 0 : 0;

    /// <param name="received">False: apply the packet, but do not note it as received, so that the device's repeat is taken again.</param>
    public void Apply(in Input input, List<Effect> effects, bool received = true)
    {
        if (input.Payload is PacketReceived { Packet: var packet } && received)
        {
            var tracker = Of(_devices, packet.Device);
            var isNew = !tracker.IsDuplicate(packet.Sequence);
            tracker.Add(packet.Sequence);
            if (packet.Delivery is { } delivery)
            {
                Of(_deliveries, packet.Device).Add(delivery);
            }

            // Elements of a packet that enter late are no further packet.
            _counts.Packets += isNew ? 1 : 0;
            _counts.Samples += packet.SampleCount;
        }
        else if (input.Payload is BeatClassified beat)
        {
            _counts.Count(beat.Class);
        }

        var first = effects.Count;
        _monitor.Apply(input, effects);
        for (var i = first; i < effects.Count; i++)
        {
            if (effects[i] is AlarmChanged { Alarm: { Revision: 1 } alarm })
            {
                _counts.Count(alarm);
            }
        }
    }

    public PatientTotals Totals(bool occupied, long duplicates) => new(
        occupied,
        _counts.Packets,
        _counts.Samples,
        duplicates,
        _devices.Values.Sum(tracker => tracker.Missing),
        _counts.BeatsClassified,
        _counts.BeatsUnsure,
        [.. _counts.AlarmsByKind],
        [.. _counts.AlarmsByPriority]);

    public byte[] ToSnapshot()
    {
        var monitor = new ArrayBufferWriter<byte>(64 * 1024);
        _monitor.WriteSnapshot(monitor);
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write(monitor.WrittenCount);
        writer.Write(monitor.WrittenSpan);
        writer.Write(_devices.Count);
        foreach (var (device, tracker) in _devices.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            var tracked = tracker.ToBytes();
            writer.Write(device);
            writer.Write(tracked.Length);
            writer.Write(tracked);
        }

        _counts.Write(writer);
        writer.Write(_deliveries.Count);
        foreach (var (device, recent) in _deliveries.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            writer.Write(device);
            recent.Write(writer);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Whether <see cref="FromSnapshot"/> knows the versions; nothing else is looked at.</summary>
    public static SnapshotAge AgeOf(ReadOnlySpan<byte> snapshot) => BinaryPrimitives.ReadInt32LittleEndian(snapshot) switch
    {
        > Version => SnapshotAge.TooNew,
        < Version => SnapshotAge.TooOld,
        _ => PatientMonitor.AgeOf(snapshot[(2 * sizeof(int))..]),
    };

    /// <exception cref="InvalidDataException">The snapshot is of a version that this build does not read.</exception>
    public static Stay FromSnapshot(byte[] snapshot)
    {
        using var reader = new BinaryReader(new MemoryStream(snapshot));
        var version = reader.ReadInt32();
        if (version is < 1 or > Version)
        {
            throw new InvalidDataException($"The stay's snapshot has version {version}; this build reads up to {Version}.");
        }

        var monitor = PatientMonitor.ReadSnapshot(reader.ReadBytes(reader.ReadInt32()));
        var devices = new Dictionary<string, SequenceTracker>();
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            devices.Add(reader.ReadString(), SequenceTracker.FromBytes(reader.ReadBytes(reader.ReadInt32())));
        }

        var counts = StayCounts.Read(reader, saysKinds: version > 1);
        var deliveries = new Dictionary<string, RecentDeliveries>();
        for (var i = version > 2 ? reader.ReadInt32() : 0; i > 0; i--)
        {
            deliveries.Add(reader.ReadString(), RecentDeliveries.Read(reader));
        }

        return new Stay(monitor, devices, deliveries, counts);
    }

    private static T Of<T>(Dictionary<string, T> devices, string device)
        where T : new()
    {
        if (!devices.TryGetValue(device, out var found))
        {
            devices[device] = found = new T();
        }

        return found;
    }
}
