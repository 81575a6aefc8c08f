using System.Collections.Concurrent;

namespace OrleansCare.Engine.Contract;

/// <summary>Named events that a test and its grains share; the silo runs in the test's own process.</summary>
public static class Gates
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> All = new();

    public static Task Opened(string name) => Gate(name).Task;

    public static void Open(string name) => Gate(name).TrySetResult();

    private static TaskCompletionSource Gate(string name) =>
        All.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
