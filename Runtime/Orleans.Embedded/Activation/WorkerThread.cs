namespace Orleans.Runtime;

/// <summary>
/// What one thread of the pool does for grains. Only that thread writes, so counting costs no more than the addition; whoever asks adds up all threads.
/// </summary>
internal sealed class WorkerThread
{
    private static readonly Lock Gate = new();
    private static readonly List<WorkerThread> All = [];
    private static long _callsOfEndedThreads;

    [ThreadStatic]
    private static Owner? _owner;

    private long _calls;
    private long _turns;
    private Activation? _running;
    private long _seenTurns = -1;
    private long _seenAt;

    public static WorkerThread Current => (_owner ??= new Owner()).Worker;

    public static long Calls
    {
        get
        {
            lock (Gate)
            {
                return _callsOfEndedThreads + All.Sum(static worker => Volatile.Read(ref worker._calls));
            }
        }
    }

    public void BeginTurns(Activation activation) => _running = activation;

    public void EndTurns() => _running = null;

    public void CountTurn() => _turns++;

    public void CountCall() => _calls++;

    /// <summary>Each long turn once. Called by the silo's sweep, which sees a turn's length no finer than its own interval.</summary>
    public static void TellLongTurns(Silo silo, long now, long threshold)
    {
        lock (Gate)
        {
            foreach (var worker in All)
            {
                if (Volatile.Read(ref worker._running) is { } running && ReferenceEquals(running.Silo, silo))
                {
                    worker.TellLongTurn(running, now, threshold);
                }
            }
        }
    }

    private void TellLongTurn(Activation running, long now, long threshold)
    {
        var turns = Volatile.Read(ref _turns);
        if (turns != _seenTurns)
        {
            _seenTurns = turns;
            _seenAt = now;
        }
        else if (now - _seenAt >= threshold)
        {
            _seenAt = long.MaxValue / 2;
            EngineMetrics.LongTurn();
            Log.LongTurn(running.Silo.Logger, running.GrainId);
        }
    }

    // Belongs to the thread alone; its end is the thread's.
    private sealed class Owner
    {
        public Owner()
        {
            lock (Gate)
            {
                All.Add(Worker);
            }
        }

        ~Owner()
        {
            lock (Gate)
            {
                _callsOfEndedThreads += Worker._calls;
                All.Remove(Worker);
            }
        }

        public WorkerThread Worker { get; } = new();
    }
}
