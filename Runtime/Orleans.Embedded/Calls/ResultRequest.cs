using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>A call that is answered by a value.</summary>
public abstract class Request<TResult> : Request, IValueTaskSource<TResult>
{
    private TResult _result = default!;
    private ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter _running;
    private Action? _ended;

    protected abstract ValueTask<TResult> Invoke(object target);

    protected virtual TResult CopyResult(TResult result) => result;

    public ValueTask<TResult> SendAsync(GrainReference reference)
    {
        var filters = reference.Target.Silo.OutgoingFilters;
        return filters.Length == 0 ? SendNow(reference) : OutgoingCall<TResult>.SendAsync(this, reference, filters);
    }

    internal ValueTask<TResult> SendNow(GrainReference reference)
    {
        if (CancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(CancellationToken);
        }

        Prepare(reference, oneWay: false);
        var token = Token;
        reference.Deliver(this);
        return new ValueTask<TResult>(this, token);
    }

    internal ValueTask<TResult> InvokeNow(object target) => Invoke(target);

    internal override void Begin(Activation activation)
    {
        Runner = activation;
        WorkerThread.Current.CountCall();
        if (!IsPending)
        {
            End();
            return;
        }

        if (Context is not null)
        {
            RequestContext.Snapshot = Context;
        }

        ValueTask<TResult> running;
        try
        {
            running = activation.HasFilters ? IncomingCall<TResult>.RunAsync(this, activation) : Invoke(activation.GrainInstance!);
        }
        catch (Exception exception)
        {
            running = ValueTask.FromException<TResult>(exception);
        }

        _running = running.ConfigureAwait(Sources.ComesBackByContext(ref running)).GetAwaiter();
        if (_running.IsCompleted)
        {
            Answer();
        }
        else
        {
            activation.Suspend(this);
            _running.UnsafeOnCompleted(_ended ??= OnEnded);
        }
    }

    private void OnEnded()
    {
        if (ReferenceEquals(SynchronizationContext.Current, Runner))
        {
            Answer();
        }
        else
        {
            Runner!.Continue(static request => ((Request<TResult>)request!).Answer(), this);
        }
    }

    private void Answer()
    {
        try
        {
            var result = CopyResult(_running.GetResult());
            if (TryAnswer(Version))
            {
                _result = result;
                Publish();
            }
        }
        catch (Exception exception)
        {
            Runner!.Failed(exception);
            TryFail(Version, exception);
        }

        End();
    }

    private void End()
    {
        _running = default;
        Runner!.Finished(this);
        Release();
    }

    private protected override void Reset()
    {
        _result = default!;
        base.Reset();
    }

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        Take(token);
        var failure = Failure;
        var result = _result;
        Release();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => StatusOf(token);

    void IValueTaskSource<TResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        Await(continuation, state, token, flags);
}
