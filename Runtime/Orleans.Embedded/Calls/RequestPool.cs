using System.Collections.Concurrent;

namespace Orleans.CodeGeneration;

/// <summary>Requests at rest: one for each thread, the others shared up to <see cref="SharedCapacity"/>; beyond it the collector takes them.</summary>
public static class RequestPool<TRequest>
    where TRequest : Request, new()
{
    private const int SharedCapacity = 1024;

    private static readonly ConcurrentQueue<TRequest> Shared = new();
    private static int _sharedCount;

    [ThreadStatic]
    private static TRequest? _ofThisThread;

    public static TRequest Rent()
    {
        var request = _ofThisThread;
        if (request is not null)
        {
            _ofThisThread = null;
            return request;
        }

        if (Shared.TryDequeue(out request))
        {
            Interlocked.Decrement(ref _sharedCount);
            return request;
        }

        return new TRequest();
    }

    public static void Return(TRequest request)
    {
        if (_ofThisThread is null)
        {
            _ofThisThread = request;
        }
        else if (Interlocked.Increment(ref _sharedCount) <= SharedCapacity)
        {
            Shared.Enqueue(request);
        }
        else
        {
            Interlocked.Decrement(ref _sharedCount);
        }
    }
}
