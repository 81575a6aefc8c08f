using System.Collections.Concurrent;
using Orleans;
using Orleans.Concurrency;

namespace OrleansCare.EmbeddedEngine.Tests.Signals;

[Alias("embedded.IGated")]
public interface IGated : IGrainWithStringKey
{
    [Alias("Wait")]
    Task Wait();

    [Alias("Block")]
    Task Block();

    /// <summary>Ends as soon as the grain runs something.</summary>
    [Alias("Entered"), AlwaysInterleave]
    Task Entered();
}

/// <summary>Held up at the gate of its key; blocking it is what no grain may do.</summary>
[GrainType("embedded.gated")]
public sealed class GatedGrain : Grain, IGated
{
    public Task Wait() => Gate.Opened(this.GetPrimaryKeyString());

    public Task Entered() => Task.CompletedTask;

    public Task Block()
    {
        Gate.Opened(this.GetPrimaryKeyString()).Wait();
        return Task.CompletedTask;
    }
}

internal static class Gate
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> All = new();

    public static TaskCompletionSource Close(string key) => All[key] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Opened(string key) => All[key].Task;
}
