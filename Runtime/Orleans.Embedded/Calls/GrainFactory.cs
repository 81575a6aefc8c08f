using System.Runtime.CompilerServices;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

internal sealed class GrainFactory(Silo silo) : IClusterClient
{
    // Which grain type answers for an interface, by interface and prefix.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(Type Interface, string? Prefix), GrainType> _types = new();
    private readonly ConditionalWeakTable<IGrainObserver, StrongBox<GrainId>> _observers = [];
    private long _observerCount;

    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return GetGrain<TGrainInterface>(GrainId.Create(TypeFor(typeof(TGrainInterface), grainClassNamePrefix), primaryKey));
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        GetGrain<TGrainInterface>(GrainId.Create(TypeFor(typeof(TGrainInterface), grainClassNamePrefix), GrainIdKeyExtensions.CreateGuidKey(primaryKey)));

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        GetGrain<TGrainInterface>(GrainId.Create(TypeFor(typeof(TGrainInterface), grainClassNamePrefix), GrainIdKeyExtensions.CreateIntegerKey(primaryKey)));

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(IAddressable)Registry.ProxyOf(typeof(TGrainInterface))(new GrainTarget(silo, grainId));

    public GrainReference GetUntyped(GrainId grainId) => new(new GrainTarget(silo, grainId));

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference or IGrainBase)
        {
            throw new ArgumentException($"{obj.GetType()} is a grain; it is its own observer by AsReference.", nameof(obj));
        }

        var id = GrainId.Create("sys.observer", Interlocked.Increment(ref _observerCount).ToString(System.Globalization.CultureInfo.InvariantCulture));
        _observers.AddOrUpdate(obj, new StrongBox<GrainId>(id));
        silo.AddObserver(new Activation(silo, id, obj));
        return GetGrain<TGrainObserverInterface>(id);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        var id = obj is GrainReference reference ? reference.GrainId : _observers.TryGetValue(obj, out var known) ? known.Value : default;
        if (id.IsDefault || !silo.RemoveObserver(id))
        {
            throw new ArgumentException("No reference to this object was created, or it was deleted before.", nameof(obj));
        }
    }

    private GrainType TypeFor(Type grainInterface, string? prefix)
    {
        if (_types.TryGetValue((grainInterface, prefix), out var known))
        {
            return known;
        }

        var classes = Registry.ClassesOf(grainInterface)
            .Where(grainClass => prefix is null || grainClass.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        var found = classes switch
        {
            [var only] => only.GrainType,
            [] => throw new ArgumentException($"Could not find an implementation for interface {grainInterface}.", nameof(grainInterface)),
            _ => throw new ArgumentException(
                $"{grainInterface} is implemented by {string.Join(", ", classes.Select(grainClass => grainClass.Type))}; say which by grainClassNamePrefix or GrainId.",
                nameof(grainInterface)),
        };
        return _types[(grainInterface, prefix)] = found;
    }
}
