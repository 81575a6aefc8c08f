namespace OrleansCare.Edge.Devices;

/// <summary>
/// The newest deliveries of a device whose protocol has no packet counter: what is sent again because its answer was lost, or because it could not be kept,
/// is known by them, also after a restart. What is older is known by its message (<see cref="Hl7.MessageMemory"/>).
/// </summary>
internal sealed class RecentDeliveries
{
    public const int AtMost = 256;

    private readonly List<UInt128> _deliveries = [];
    private int _next;

    public bool Contains(UInt128 delivery) => _deliveries.Contains(delivery);

    public void Add(UInt128 delivery)
    {
        if (_deliveries.Count < AtMost)
        {
            _deliveries.Add(delivery);
            return;
        }

        _deliveries[_next] = delivery;
        _next = (_next + 1) % AtMost;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_deliveries.Count);
        for (var i = 0; i < _deliveries.Count; i++)
        {
            var delivery = _deliveries[(_next + i) % _deliveries.Count];
            writer.Write((ulong)(delivery >> 64));
            writer.Write((ulong)delivery);
        }
    }

    public static RecentDeliveries Read(BinaryReader reader)
    {
        var recent = new RecentDeliveries();
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            recent.Add(new UInt128(reader.ReadUInt64(), reader.ReadUInt64()));
        }

        return recent;
    }
}
