using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>Every request object of the process, so that a sweep finds the overdue ones and a call pays nothing for its timeout.</summary>
internal static class OutstandingRequests
{
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<Request>> All = [];

    public static void Watch(Request request)
    {
        lock (Gate)
        {
            All.Add(new WeakReference<Request>(request));
        }
    }

    public static List<Request> PendingOf(Silo silo)
    {
        List<Request> pending = [];
        lock (Gate)
        {
            All.RemoveAll(static weak => !weak.TryGetTarget(out _));
            foreach (var weak in All)
            {
                if (weak.TryGetTarget(out var request) && request.IsPending && ReferenceEquals(request.Silo, silo))
                {
                    pending.Add(request);
                }
            }
        }

        return pending;
    }
}
