using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>
/// One grain in memory. Turns enter from any thread and run one after the other on the pool; only a turn touches the fields below the line.
/// Being the synchronization context of its turns, whatever a grain awaits comes back as a turn.
/// </summary>
internal sealed partial class Activation : SynchronizationContext, IThreadPoolWorkItem, IGrainContext
{
    // After so many turns the thread goes to whoever waits for one.
    private const int TurnsInARow = 128;
    private const int HandOversInARow = 64;

    private static readonly ExecutionContext CleanExecution = CaptureClean();

    [ThreadStatic]
    private static Activation? _underConstruction;

    [ThreadStatic]
    private static IThreadPoolWorkItem? _next;

    private readonly GrainClass? _class;
    private TurnQueue _turns;
    private int _turnCount;
    private bool _toldOfLoad;
    private volatile bool _gone;

    public Activation(Silo silo, GrainId grainId, GrainClass grainClass)
    {
        Silo = silo;
        GrainId = grainId;
        _class = grainClass;
        _reentrant = grainClass.IsReentrant;
    }

    /// <summary>An object outside the silo that is called like a grain: an observer.</summary>
    public Activation(Silo silo, GrainId grainId, object instance)
    {
        Silo = silo;
        GrainId = grainId;
        GrainInstance = instance;
        _stage = Stage.Active;
    }

    public static IGrainContext UnderConstruction => _underConstruction
        ?? throw new InvalidOperationException("A grain is built by the silo, when it is first called; tests use the constructor that takes a context.");

    public Silo Silo { get; }

    public GrainId GrainId { get; }

    public GrainClass? Class => _class;

    public bool IsGone => _gone;

    /// <summary>Turns and calls that wait; read by anyone, exact only for its own turns.</summary>
    public int Load => Volatile.Read(ref _turnCount) + _waiting.Count;

    public bool IsBusy => Load > 0 || _running > 0;

    public void Accept(GrainWork work)
    {
        if (Silo.NoticedLoad < int.MaxValue && Load >= Silo.NoticedLoad && work is Request && !MayWait(work))
        {
            return;
        }

        Enqueue(work);
    }

    public void Post(GrainWork work) => Enqueue(work);

    public void Continue(Action<object?> continuation, object? state) => Enqueue(Continuation.Of(continuation, state));

    /// <summary>As <see cref="Continue"/>, for the answer to a call that this activation awaits.</summary>
    public void ContinueWithAnswer(Action<object?> continuation, object? state)
    {
        _turns.Enqueue(Continuation.Of(continuation, state));
        if (Interlocked.Increment(ref _turnCount) == 1)
        {
            HandOver(this);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => Enqueue(Continuation.Of(d, state));

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!ReferenceEquals(Current, this))
        {
            throw new NotSupportedException("Nobody may block on a grain's turn.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    void IThreadPoolWorkItem.Execute()
    {
        RunTurns();
        for (var handedOver = 0; _next is { } next; handedOver++)
        {
            _next = null;
            if (handedOver == HandOversInARow)
            {
                ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
            }
            else if (next is Activation activation)
            {
                activation.RunTurns();
            }
            else
            {
                next.Execute();
            }
        }
    }

    /// <summary>
    /// For whom an answer sets free: at the end of a turn this thread has nothing better to do, so it goes on there and saves a wake-up of another.
    /// Only answers are handed over, never calls: what a turn does after it called must not delay the callee.
    /// </summary>
    public static void HandOver(IThreadPoolWorkItem next)
    {
        if (_next is null && Current is Activation)
        {
            _next = next;
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: true);
        }
    }

    // This thread has more to do after all.
    private static void PassOn()
    {
        if (_next is { } next)
        {
            _next = null;
            ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: true);
        }
    }

    private void RunTurns()
    {
        var worker = WorkerThread.Current;
        worker.BeginTurns(this);
        SetSynchronizationContext(this);
        try
        {
            for (var turns = 0; turns < TurnsInARow; turns++)
            {
                // The counter is raised after the turn was queued, so there is one.
                worker.CountTurn();
                Execute(_turns.Dequeue());
                if (Interlocked.Decrement(ref _turnCount) == 0)
                {
                    return;
                }

                PassOn();
            }
        }
        finally
        {
            SetSynchronizationContext(null);
            worker.EndTurns();
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private static ExecutionContext CaptureClean()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }

    private void Enqueue(Turn turn)
    {
        _turns.Enqueue(turn);
        if (Interlocked.Increment(ref _turnCount) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    private bool MayWait(GrainWork work)
    {
        var (load, messaging) = (Load, Silo.Messaging);
        if (messaging.MaxEnqueuedRequestsHardLimit is > 0 and var limit && load >= limit)
        {
            EngineMetrics.OverLimit();
            work.Refuse(new LimitExceededException($"{GrainId} has {load} calls waiting; its limit is {limit} ({nameof(messaging.MaxEnqueuedRequestsHardLimit)})."));
            return false;
        }

        if (messaging.MaxEnqueuedRequestsSoftLimit is > 0 and var warning && load >= warning && !Interlocked.Exchange(ref _toldOfLoad, true))
        {
            EngineMetrics.OverSoftLimit();
            Log.MailboxLong(Silo.Logger, GrainId, load, warning);
        }

        return true;
    }

    private void Execute(Turn turn)
    {
        try
        {
            turn.Execute(this);
        }
        catch (Exception exception)
        {
            Log.TurnFailed(Silo.Logger, exception, GrainId);
        }

        Clean();
        BeginWaiting();
    }

    // A turn may leave its request context or another synchronization context behind; the next turn is somebody else's.
    private void Clean()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), CleanExecution))
        {
            ExecutionContext.Restore(CleanExecution);
        }

        if (!ReferenceEquals(Current, this))
        {
            SetSynchronizationContext(this);
        }
    }
}
