using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>All grains of one host.</summary>
internal sealed partial class Silo : IDisposable
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, StatelessWorkers> _workers = new();
    private IIncomingGrainCallFilter[]? _incoming;
    private IOutgoingGrainCallFilter[]? _outgoing;
    private volatile bool _stopping;

    public Silo(
        IServiceProvider services,
        TimeProvider time,
        ILoggerFactory loggers,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        IOptions<SchedulingOptions> scheduling)
    {
        Services = services;
        Time = time;
        Logger = loggers.CreateLogger("Orleans.Silo");
        Messaging = messaging.Value;
        Collection = collection.Value;
        Factory = new GrainFactory(this);
        NoticedLoad = new[] { Messaging.MaxEnqueuedRequestsSoftLimit, Messaging.MaxEnqueuedRequestsHardLimit }.Where(static limit => limit > 0).DefaultIfEmpty(int.MaxValue).Min();
        Registry.Discover();
        StartWatch(scheduling.Value);
        EngineMetrics.Watch(this);
    }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public SiloMessagingOptions Messaging { get; }

    public GrainCollectionOptions Collection { get; }

    public GrainFactory Factory { get; }

    // Not taken in the constructor: a filter may itself ask for the grain factory.
    public IIncomingGrainCallFilter[] IncomingFilters => _incoming ??= [.. Services.GetServices<IIncomingGrainCallFilter>()];

    public IOutgoingGrainCallFilter[] OutgoingFilters => _outgoing ??= [.. Services.GetServices<IOutgoingGrainCallFilter>()];

    /// <summary>Calls waiting for one activation at which a limit may be reached.</summary>
    public int NoticedLoad { get; }

    public int ActivationCount => _activations.Count + _workers.Values.Sum(static workers => workers.All.Count);

    /// <returns>The activation that took it, if it is the only one of its grain.</returns>
    public Activation? Deliver(GrainWork work, GrainId id)
    {
        if (_activations.TryGetValue(id, out var activation))
        {
            activation.Accept(work);
            return activation;
        }

        if (_workers.TryGetValue(id, out var workers))
        {
            workers.Accept(work);
            return null;
        }

        return DeliverToNew(work, id);
    }

    public void AddObserver(Activation observer) => _activations[observer.GrainId] = observer;

    public bool RemoveObserver(GrainId id)
    {
        if (!_activations.TryGetValue(id, out var observer) || observer.Class is not null)
        {
            return false;
        }

        // Removed first: a deactivation removes it too, and only one of two callers may be told that it was there.
        if (!_activations.TryRemove(KeyValuePair.Create(id, observer)))
        {
            return false;
        }

        observer.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "Its reference was deleted."));
        return true;
    }

    public void Remove(Activation activation)
    {
        if (_workers.TryGetValue(activation.GrainId, out var workers))
        {
            workers.Remove(activation);
        }
        else
        {
            _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
        }
    }

    /// <summary>Ends every activation; after <see cref="GrainCollectionOptions.DeactivationTimeout"/> it leaves behind those that do not end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        using var timeout = new CancellationTokenSource(Collection.DeactivationTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            for (var all = Grains(); all.Count > 0; all = Grains())
            {
                foreach (var activation in all)
                {
                    activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops."), cancellationToken);
                }

                await Task.WhenAll(all.Select(activation => activation.Deactivated)).WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.StoppedWithActivations(Logger, Grains().Count);
        }
    }

    public void Dispose()
    {
        EngineMetrics.Forget(this);
        StopWatch();
    }

    private List<Activation> Grains() =>
        [.. _activations.Values.Where(activation => activation.Class is not null), .. _workers.Values.SelectMany(workers => workers.All)];

    private Activation? DeliverToNew(GrainWork work, GrainId id)
    {
        if (_stopping)
        {
            EngineMetrics.Stopping();
            work.Refuse(new SiloUnavailableException($"{id} is not activated: the silo stops."));
            return null;
        }

        if (Registry.ClassOf(id.Type) is not { } grainClass)
        {
            EngineMetrics.Unknown();
            work.Refuse(new OrleansMessageRejectionException($"{id} does not exist: no grain class has this type, or the observer was deleted."));
            return null;
        }

        if (grainClass.MaxLocalWorkers > 0)
        {
            _workers.GetOrAdd(id, static (id, context) => new StatelessWorkers(context.Silo, id, context.Class), (Silo: this, Class: grainClass)).Accept(work);
            return null;
        }

        var activation = _activations.GetOrAdd(id, static (id, context) => new Activation(context.Silo, id, context.Class), (Silo: this, Class: grainClass));
        activation.Accept(work);
        return activation;
    }
}
