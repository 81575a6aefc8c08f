using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.CodeGeneration;

/// <summary>A grain class as the generator registered it, with what its attributes say.</summary>
public sealed class GrainClass
{
    private readonly Func<IGrainContext, object> _create;

    public GrainClass(Type type, string grainType, Type[] interfaces, Func<IGrainContext, object> create)
    {
        Type = type;
        GrainType = GrainType.Create(grainType);
        Interfaces = interfaces;
        _create = create;
        HasLifeMethods = Array.Exists(type.GetInterfaceMap(typeof(IGrainBase)).TargetMethods, static method => !method.IsSpecialName && method.DeclaringType != typeof(Grain));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        var age = type.GetCustomAttribute<CollectionAgeLimitAttribute>();
        KeepsAlive = type.IsDefined(typeof(KeepAliveAttribute)) || age is { AlwaysActive: true };
        CollectionAge = age?.Amount;
        MaxLocalWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>() is { } workers
            ? workers.MaxLocalWorkers > 0 ? workers.MaxLocalWorkers : Environment.ProcessorCount
            : 0;
        StreamNamespaces = [.. type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>().Select(attribute => attribute.StreamNamespace)];
        MayInterleave = type.GetCustomAttribute<MayInterleaveAttribute>() is { } may ? Predicate(type, may.CallbackMethodName) : null;
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>Whether somebody wrote an OnActivateAsync or OnDeactivateAsync.</summary>
    internal bool HasLifeMethods { get; }

    internal bool IsReentrant { get; }

    internal bool KeepsAlive { get; }

    internal TimeSpan? CollectionAge { get; }

    /// <summary>0 for a grain that is activated once.</summary>
    internal int MaxLocalWorkers { get; }

    /// <summary>The namespaces whose streams this class receives without subscribing.</summary>
    internal IReadOnlyList<string> StreamNamespaces { get; }

    internal Func<object, IInvokable, bool>? MayInterleave { get; }

    internal object Create(IGrainContext context) => _create(context);

    private static Func<object, IInvokable, bool> Predicate(Type type, string name)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;
        var method = type.GetMethod(name, Any, [typeof(IInvokable)]);
        if (method?.ReturnType != typeof(bool))
        {
            throw new OrleansConfigurationException($"{type} is [MayInterleave(\"{name}\")] but has no method bool {name}(IInvokable).");
        }

        if (method.IsStatic)
        {
            var predicate = method.CreateDelegate<Func<IInvokable, bool>>();
            return (_, request) => predicate(request);
        }

        return (grain, request) => (bool)method.Invoke(grain, [request])!;
    }
}
