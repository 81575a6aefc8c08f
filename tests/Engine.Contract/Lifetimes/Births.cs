using System.Collections.Concurrent;

namespace OrleansCare.Engine.Contract.Lifetimes;

/// <summary>How often each key was activated in one silo.</summary>
public sealed class Births
{
    private readonly ConcurrentDictionary<string, int> _count = new();

    public int Next(string key) => _count.AddOrUpdate(key, 1, static (_, before) => before + 1);
}
