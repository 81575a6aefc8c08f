using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>A call that is answered by its end, or, one way, not at all.</summary>
public abstract class VoidRequest : Request, IValueTaskSource
{
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _running;
    private Action? _ended;

    private bool IsOneWay => (Shape.Traits & CallTraits.OneWay) != 0;

    protected abstract ValueTask Invoke(object target);

    public ValueTask SendAsync(GrainReference reference)
    {
        var filters = reference.Target.Silo.OutgoingFilters;
        return filters.Length == 0 ? SendNow(reference) : OutgoingCall.SendAsync(this, reference, filters);
    }

    internal ValueTask SendNow(GrainReference reference)
    {
        if (CancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(CancellationToken);
        }

        if (IsOneWay)
        {
            Prepare(reference, oneWay: true);
            reference.Deliver(this);
            return ValueTask.CompletedTask;
        }

        Prepare(reference, oneWay: false);
        var token = Token;
        reference.Deliver(this);
        return new ValueTask(this, token);
    }

    internal ValueTask InvokeNow(object target) => Invoke(target);

    internal override void Begin(Activation activation)
    {
        Runner = activation;
        WorkerThread.Current.CountCall();
        if (!IsPending && !IsOneWay)
        {
            End();
            return;
        }

        if (Context is not null)
        {
            RequestContext.Snapshot = Context;
        }

        ValueTask running;
        try
        {
            running = activation.HasFilters ? IncomingCall.RunAsync(this, activation) : Invoke(activation.GrainInstance!);
        }
        catch (Exception exception)
        {
            running = ValueTask.FromException(exception);
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
            Runner!.Continue(static request => ((VoidRequest)request!).Answer(), this);
        }
    }

    private void Answer()
    {
        try
        {
            _running.GetResult();
            if (TryAnswer(Version))
            {
                Publish();
            }
        }
        catch (Exception exception)
        {
            Runner!.Failed(exception);
            if (!TryFail(Version, exception))
            {
                Log.FailureUnseen(Silo.Logger, exception, TargetId, Shape.MethodName);
            }
        }

        End();
    }

    private void End()
    {
        _running = default;
        Runner!.Finished(this);
        Release();
    }

    void IValueTaskSource.GetResult(short token)
    {
        Take(token);
        var failure = Failure;
        Release();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => StatusOf(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        Await(continuation, state, token, flags);
}
