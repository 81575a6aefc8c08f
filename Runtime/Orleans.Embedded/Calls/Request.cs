using System.Reflection;
using System.Threading.Tasks.Sources;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.CodeGeneration;

/// <summary>
/// One call on its way, pooled. Two hold it: the caller until it took the result, the grain until its method ended; the last one returns it.
/// A caller that gave up leaves the grain's half in place, so that arguments stay valid as long as the grain runs.
/// </summary>
public abstract class Request : GrainWork, IThreadPoolWorkItem, IInvokable
{
    // The status word is (version << 2) | phase; the version makes an answer to an earlier use of the object harmless.
    private const int Pending = 0;
    private const int Answered = 1;
    private const int AtRest = 3;
    private const int MaxForwards = 2;

    private const int Unawaited = 0;
    private const int Awaited = 1;
    private const int Published = 2;

    private long _status = AtRest;
    private int _holders;
    private int _forwards;
    private int _gate;
    private Action<object?>? _continuation;
    private object? _continuationState;
    private object? _continuationContext;
    private ExecutionContext? _continuationExecution;
    private CancellationTokenRegistration _cancellation;

    private protected Request() => OutstandingRequests.Watch(this);

    public abstract RequestShape Shape { get; }

    internal GrainReference Reference { get; private set; } = null!;

    internal Silo Silo => Reference.Target.Silo;

    internal GrainId TargetId => Reference.GrainId;

    internal Activation? Source { get; private set; }

    internal Request? Cause { get; private set; }

    internal long CauseVersion { get; private set; }

    internal long Version => Volatile.Read(ref _status) >> 2;

    internal long Deadline { get; private set; }

    internal Dictionary<string, object>? Context { get; private set; }

    internal Activation? Runner { get; private protected set; }

    internal bool IsPending => (Volatile.Read(ref _status) & 3) == Pending;

    internal override bool Interleaves => (Shape.Traits & CallTraits.AlwaysInterleave) != 0;

    internal override bool ReadsOnly => (Shape.Traits & CallTraits.ReadOnly) != 0;

    private protected short Token => (short)Version;

    private protected Exception? Failure { get; private set; }

    protected virtual int ArgumentCount => 0;

    protected virtual CancellationToken CancellationToken => default;

    protected virtual object? Argument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Forgets the arguments.</summary>
    protected virtual void Clear()
    {
    }

    protected abstract void Recycle();

    int IInvokable.GetArgumentCount() => ArgumentCount;

    object? IInvokable.GetArgument(int index) => Argument(index);

    string IInvokable.GetMethodName() => Shape.MethodName;

    string IInvokable.GetInterfaceName() => Shape.InterfaceName;

    MethodInfo IInvokable.GetMethod() => Shape.Method;

    TimeSpan? IInvokable.GetDefaultResponseTimeout() => Shape.ResponseTimeout;

    /// <summary>Ends in the answer only if nobody answered before: the grain, the timeout and the caller's cancellation compete.</summary>
    internal bool TryFail(long version, Exception failure)
    {
        if (!TryAnswer(version))
        {
            return false;
        }

        Failure = failure;
        Publish();
        return true;
    }

    internal override void Refuse(Exception reason)
    {
        TryFail(Version, reason);
        Release();
    }

    internal override void Forward(Silo silo)
    {
        if (!IsPending && (Shape.Traits & CallTraits.OneWay) == 0)
        {
            Release();
        }
        else if (++_forwards > MaxForwards)
        {
            Refuse(new OrleansMessageRejectionException($"{TargetId} was deactivated {_forwards} times before it came to {Shape.InterfaceName}.{Shape.MethodName}."));
        }
        else
        {
            silo.Deliver(this, TargetId);
        }
    }

    void IThreadPoolWorkItem.Execute() => Run(_continuationExecution, _continuation!, _continuationState);

    private protected void Prepare(GrainReference reference, bool oneWay)
    {
        Reference = reference;
        var silo = reference.Target.Silo;
        var source = SynchronizationContext.Current as Activation;
        Source = source;
        Cause = source?.RunningRequest;
        CauseVersion = Cause?.Version ?? 0;
        Context = RequestContext.Snapshot;
        _forwards = 0;
        _holders = oneWay ? 1 : 2;
        Deadline = silo.DeadlineOf(Shape);
        var version = Version;
        Volatile.Write(ref _status, (version << 2) | (long)(oneWay ? Answered : Pending));
        if (!oneWay && CancellationToken.CanBeCanceled)
        {
            _cancellation = CancellationToken.UnsafeRegister(static (request, token) => ((Request)request!).OnCanceled(token), this);
        }
    }

    private void OnCanceled(CancellationToken token)
    {
        if (TryFail(Version, new OperationCanceledException(token)))
        {
            EngineMetrics.Canceled();
        }
    }

    private protected bool TryAnswer(long version) =>
        Interlocked.CompareExchange(ref _status, (version << 2) | Answered, (version << 2) | Pending) == ((version << 2) | Pending);

    private protected void Publish()
    {
        if (Interlocked.Exchange(ref _gate, Published) == Awaited)
        {
            Resume();
        }
    }

    private protected ValueTaskSourceStatus StatusOf(short token)
    {
        Check(token);
        if (Volatile.Read(ref _gate) != Published)
        {
            return ValueTaskSourceStatus.Pending;
        }

        return Failure switch
        {
            null => ValueTaskSourceStatus.Succeeded,
            OperationCanceledException => ValueTaskSourceStatus.Canceled,
            _ => ValueTaskSourceStatus.Faulted,
        };
    }

    private protected void Await(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Check(token);
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
        {
            _continuationExecution = ExecutionContext.Capture();
        }

        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
        {
            _continuationContext = SchedulingContext();
        }

        _continuation = continuation;
        _continuationState = state;
        var gate = Interlocked.CompareExchange(ref _gate, Awaited, Unawaited);
        if (gate == Awaited)
        {
            throw new InvalidOperationException("A call's ValueTask is awaited once.");
        }

        if (gate == Published)
        {
            Resume();
        }
    }

    private protected void Check(short token)
    {
        if (token != Token)
        {
            throw new InvalidOperationException("A call's ValueTask is awaited once.");
        }
    }

    /// <summary>The caller takes the answer; its half of the request ends.</summary>
    private protected void Take(short token)
    {
        Check(token);
        if (Volatile.Read(ref _gate) != Published)
        {
            throw new InvalidOperationException("A call's ValueTask is awaited, not blocked on.");
        }

        // Waits for a cancellation that is being delivered, so that it cannot reach the next use of this object.
        _cancellation.Dispose();
    }

    private static object? SchedulingContext()
    {
        var context = SynchronizationContext.Current;
        if (context is not null && context.GetType() != typeof(SynchronizationContext))
        {
            return context;
        }

        var scheduler = TaskScheduler.Current;
        return ReferenceEquals(scheduler, TaskScheduler.Default) ? null : scheduler;
    }

    private static void Run(ExecutionContext? execution, Action<object?> continuation, object? state)
    {
        if (execution is null)
        {
            continuation(state);
        }
        else
        {
            ExecutionContext.Run(execution, static pair => ((ValueTuple<Action<object?>, object?>)pair!).Item1(((ValueTuple<Action<object?>, object?>)pair).Item2), (continuation, state));
        }
    }

    // Never inline: the grain that answers owes the caller nothing but the answer.
    private void Resume()
    {
        switch (_continuationContext)
        {
            case null:
                Activation.HandOver(this);
                break;
            case Activation activation when _continuationExecution is null:
                activation.ContinueWithAnswer(_continuation!, _continuationState);
                break;
            case SynchronizationContext context:
                context.Post(static request => ((IThreadPoolWorkItem)request!).Execute(), this);
                break;
            case TaskScheduler scheduler:
                Task.Factory.StartNew(
                    static request => ((IThreadPoolWorkItem)request!).Execute(), this, default, TaskCreationOptions.DenyChildAttach, scheduler);
                break;
            default:
                throw new InvalidOperationException("Not a scheduling context.");
        }
    }

    private protected void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Reset();
            Recycle();
        }
    }

    private protected virtual void Reset()
    {
        Clear();
        _cancellation = default;
        Source = null;
        Cause = null;
        Context = null;
        Runner = null;
        Failure = null;
        _gate = Unawaited;
        _continuation = null;
        _continuationState = null;
        _continuationContext = null;
        _continuationExecution = null;
        Volatile.Write(ref _status, ((Version + 1) << 2) | AtRest);
    }
}
