using System.Collections.Concurrent;

namespace OrleansCare.Cloud.Receive;

/// <summary>Edges with an open stream to this process.</summary>
public sealed class ConnectedEdges
{
    private readonly ConcurrentDictionary<string, int> _streams = new(StringComparer.Ordinal);

    public bool Contains(string edge) => _streams.GetValueOrDefault(edge) > 0;

    public void Add(string edge) => _streams.AddOrUpdate(edge, 1, (_, count) => count + 1);

    public void Remove(string edge) => _streams.AddOrUpdate(edge, 0, (_, count) => count - 1);
}
