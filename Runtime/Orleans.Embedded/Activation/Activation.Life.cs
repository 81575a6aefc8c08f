using Microsoft.Extensions.DependencyInjection;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

internal sealed partial class Activation
{
    private TaskCompletionSource? _deactivated;
    private StagedLifecycle? _lifecycle;
    private List<GrainTimer>? _timers;
    private IServiceScope? _scope;
    private volatile bool _ended;
    private Stage _stage;
    private bool _leaving;
    private DeactivationReason _reason;
    private long _lastUse;
    private long _keepUntil;

    private enum Stage
    {
        New,
        Activating,
        Active,
        Deactivating,
        Gone,
    }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => _class is null ? Silo.Services : (Volatile.Read(ref _scope) ?? OpenScope()).ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new StagedLifecycle();

    // Made for whoever asks; most grains end without anybody waiting for it.
    public Task Deactivated
    {
        get
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            source = Interlocked.CompareExchange(ref _deactivated, source, null) ?? source;
            if (_ended)
            {
                source.TrySetResult();
            }

            return source.Task;
        }
    }

    /// <summary>Of its own accord a grain leaves at once: no call begins after the one that said so.</summary>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(Current, this))
        {
            StartLeaving(deactivationReason);
        }
        else
        {
            Continue(static state => ((Leave)state!).Begin(), new Leave(this, deactivationReason));
        }
    }

    public void DelayDeactivation(TimeSpan timeSpan) =>
        _keepUntil = timeSpan == TimeSpan.MaxValue || timeSpan == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : timeSpan <= TimeSpan.Zero ? 0 : Silo.Now + Silo.Ticks(timeSpan);

    public IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        (_timers ??= []).Add(timer);
        return timer;
    }

    public void Forget(GrainTimer timer) => _timers?.Remove(timer);

    /// <summary>Called by the idle collection on its own thread; whether the grain is idle is decided on the grain's turn.</summary>
    public void CollectIfIdle() => Continue(static state => ((Activation)state!).LeaveIfIdle(), this);

    public bool LooksIdle(long now) => _class is { KeepsAlive: false } && now - Volatile.Read(ref _lastUse) > AgeLimit && now > Volatile.Read(ref _keepUntil);

    private long AgeLimit => Silo.Ticks(_class!.CollectionAge ?? Silo.Collection.CollectionAge);

    private void LeaveIfIdle()
    {
        if (_stage == Stage.Active && _running == 0 && _waiting.Count == 0 && LooksIdle(Silo.Now))
        {
            StartLeaving(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "It was idle."));
        }
    }

    private void StartLeaving(DeactivationReason reason)
    {
        if (!_leaving && _stage != Stage.Gone)
        {
            _leaving = true;
            _reason = reason;
        }
    }

    private void ActivateIfNew(GrainWork work)
    {
        if (_stage == Stage.New)
        {
            _stage = Stage.Activating;
            EngineMetrics.ActivationCreated();
            RequestContext.Snapshot = (work as Request)?.Context;
            _ = ActivateAsync();
        }
    }

    private async Task ActivateAsync()
    {
        try
        {
            GrainInstance = Construct();
            HasFilters = Silo.IncomingFilters.Length > 0 || GrainInstance is IIncomingGrainCallFilter;
            if (GrainInstance is ILifecycleParticipant<IGrainLifecycle> participant)
            {
                participant.Participate(ObservableLifecycle);
            }

            if (_lifecycle is not null || _class!.HasLifeMethods)
            {
                await StartLifecycleAsync((IGrainBase)GrainInstance);
            }

            _lastUse = Silo.Now;
            _stage = Stage.Active;
        }
        catch (Exception exception)
        {
            EngineMetrics.ActivationFailed();
            Log.ActivationFailed(Silo.Logger, exception, GrainId);
            await ReleaseAsync();
            Vanish(new DeactivationReason(DeactivationReasonCode.ActivationFailed, exception, "It could not be activated."));
            while (_waiting.TryDequeue(out var work))
            {
                work.Refuse(exception);
            }
        }
    }

    private async Task StartLifecycleAsync(IGrainBase grain)
    {
        using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Time);
        var deadline = timeout.Token;
        ObservableLifecycle.Subscribe(GrainId.ToString(), GrainLifecycleStage.Activate, grain.OnActivateAsync, token => grain.OnDeactivateAsync(_reason, token));
        try
        {
            await _lifecycle!.StartAsync(deadline).WaitAsync(deadline);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == deadline)
        {
            throw new TimeoutException($"{GrainId} was not active after {Silo.Collection.ActivationTimeout} ({nameof(Silo.Collection.ActivationTimeout)}).", exception);
        }
    }

    private object Construct()
    {
        var outer = _underConstruction;
        _underConstruction = this;
        try
        {
            return _class!.Create(this);
        }
        finally
        {
            _underConstruction = outer;
        }
    }

    private void DeactivateIfQuiet()
    {
        if (!_leaving)
        {
            return;
        }

        if (_stage == Stage.New)
        {
            Vanish(_reason);
        }
        else if (_stage == Stage.Active && _running == 0)
        {
            _stage = Stage.Deactivating;
            _ = DeactivateAsync();
        }
    }

    private async Task DeactivateAsync()
    {
        DisposeTimers();
        try
        {
            if (_lifecycle is not null)
            {
                using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Time);
                await _lifecycle.StopAsync(timeout.Token).WaitAsync(timeout.Token);
            }
        }
        catch (Exception exception)
        {
            Log.DeactivationFailed(Silo.Logger, exception, GrainId);
        }

        await ReleaseAsync();
        Vanish(_reason);
    }

    private void DisposeTimers()
    {
        foreach (var timer in _timers?.ToArray() ?? [])
        {
            timer.Dispose();
        }
    }

    // Most grains need none. Of two who open it at once one is too late.
    private IServiceScope OpenScope()
    {
        var scope = Silo.Services.CreateScope();
        var first = Interlocked.CompareExchange(ref _scope, scope, null);
        if (first is not null)
        {
            scope.Dispose();
        }

        return first ?? scope;
    }

    private async Task ReleaseAsync()
    {
        DisposeTimers();
        try
        {
            switch (_class is null ? null : GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                default:
                    break;
            }

            switch (_scope)
            {
                case IAsyncDisposable scope:
                    await scope.DisposeAsync();
                    break;
                default:
                    _scope?.Dispose();
                    break;
            }
        }
        catch (Exception exception)
        {
            Log.DeactivationFailed(Silo.Logger, exception, GrainId);
        }
    }

    // From here on a call finds, or makes, the next activation of this grain; what came too late follows it there.
    private void Vanish(DeactivationReason reason)
    {
        _stage = Stage.Gone;
        _gone = true;
        Silo.Remove(this);
        EngineMetrics.ActivationDestroyed();
        Log.Deactivated(Silo.Logger, GrainId, reason.ReasonCode);
        if (reason.ReasonCode != DeactivationReasonCode.ActivationFailed)
        {
            while (_waiting.TryDequeue(out var work))
            {
                work.Forward(Silo);
            }
        }

        _ended = true;
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _deactivated)?.TrySetResult();
    }

    private sealed class Leave(Activation activation, DeactivationReason reason)
    {
        public void Begin() => activation.StartLeaving(reason);
    }
}
