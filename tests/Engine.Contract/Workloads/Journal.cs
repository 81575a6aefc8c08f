using System.Collections.Concurrent;

namespace OrleansCare.Engine.Contract.Workloads;

/// <summary>What ran in one grain, over all its activations. Only the rule that a grain runs one call at a time protects it.</summary>
public sealed class Journal
{
    private static readonly ConcurrentDictionary<string, Journal> All = new();

    private int _inside;

    public List<int> Ran { get; } = [];

    public bool RanSideBySide { get; private set; }

    public static Journal Of(string grain) => All.GetOrAdd(grain, static _ => new Journal());

    public void Enter(int call)
    {
        RanSideBySide |= Interlocked.Increment(ref _inside) != 1;
        Ran.Add(call);
    }

    public void Leave() => Interlocked.Decrement(ref _inside);
}
