using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>Turns at rest: one for each thread, the others shared up to <see cref="SharedCapacity"/>; beyond it the collector takes them.</summary>
public static class TurnPool<TTurn>
    where TTurn : Turn, new()
{
    private const int SharedCapacity = 1024;

    private static readonly ConcurrentQueue<TTurn> Shared = new();
    private static int _sharedCount;

    [ThreadStatic]
    private static TTurn? _ofThisThread;

    public static TTurn Rent()
    {
        var turn = _ofThisThread;
        if (turn is not null)
        {
            _ofThisThread = null;
            return turn;
        }

        if (Shared.TryDequeue(out turn))
        {
            Interlocked.Decrement(ref _sharedCount);
            return turn;
        }

        return new TTurn();
    }

    public static void Return(TTurn turn)
    {
        if (_ofThisThread is null)
        {
            _ofThisThread = turn;
        }
        else if (Interlocked.Increment(ref _sharedCount) <= SharedCapacity)
        {
            Shared.Enqueue(turn);
        }
        else
        {
            Interlocked.Decrement(ref _sharedCount);
        }
    }
}
