namespace OrleansCare.Edge.Devices.Fhir;

/// <summary>The newest Observations by identifier, with a hash of their content. Bounded, in memory.</summary>
internal sealed class ContentMemory
{
    public const int AtMost = 65_536;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, UInt128> _contents = [];
    private readonly Queue<UInt128> _order = new();

    /// <returns>The hash of what came under this key; null: nothing did.</returns>
    public UInt128? Find(UInt128 key)
    {
        lock (_gate)
        {
            return _contents.TryGetValue(key, out var content) ? content : null;
        }
    }

    public void Add(UInt128 key, UInt128 content)
    {
        lock (_gate)
        {
            if (_contents.TryAdd(key, content))
            {
                _order.Enqueue(key);
                if (_order.Count > AtMost)
                {
                    _contents.Remove(_order.Dequeue());
                }
            }
        }
    }
}
