using System.Runtime.ExceptionServices;

namespace Orleans.Runtime;

/// <summary>Starts its observers stage by stage, low to high, and stops in the opposite order those whose stage was started.</summary>
internal sealed class StagedLifecycle : ISiloLifecycle, IGrainLifecycle
{
    private readonly List<Subscription> _subscriptions = [];
    private int? _reached;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var subscription = new Subscription(this, stage, observer);
        _subscriptions.Add(subscription);
        return subscription;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages(descending: false))
        {
            _reached = stage.Key;
            foreach (var subscription in stage)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await subscription.Observer.OnStart(cancellationToken);
            }
        }
    }

    /// <exception cref="Exception">The first failure, after every observer was stopped.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_reached is not { } reached)
        {
            return;
        }

        _reached = null;
        ExceptionDispatchInfo? failure = null;
        foreach (var stage in Stages(descending: true).Where(stage => stage.Key <= reached))
        {
            foreach (var subscription in stage)
            {
                try
                {
                    await subscription.Observer.OnStop(cancellationToken);
                }
                catch (Exception exception)
                {
                    failure ??= ExceptionDispatchInfo.Capture(exception);
                }
            }
        }

        failure?.Throw();
    }

    private List<IGrouping<int, Subscription>> Stages(bool descending)
    {
        var stages = _subscriptions.GroupBy(subscription => subscription.Stage);
        return [.. descending ? stages.OrderByDescending(stage => stage.Key) : stages.OrderBy(stage => stage.Key)];
    }

    private sealed class Subscription(StagedLifecycle owner, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose() => owner._subscriptions.Remove(this);
    }
}
