using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>What generated code registers, for the whole process.</summary>
public static class Registry
{
    private static readonly ConcurrentDictionary<GrainType, GrainClass> Classes = new();
    private static readonly ConcurrentDictionary<Type, Func<GrainTarget, GrainReference>> Proxies = new();
    private static readonly Lock Discovery = new();
    private static readonly HashSet<Assembly> Visited = [];

    public static void AddGrainClass(GrainClass grainClass)
    {
        var registered = Classes.GetOrAdd(grainClass.GrainType, grainClass);
        if (registered.Type != grainClass.Type)
        {
            throw new OrleansConfigurationException(
                $"{registered.Type} and {grainClass.Type} are both [GrainType(\"{grainClass.GrainType}\")]; give one of them another name.");
        }
    }

    public static void AddProxy<TInterface>(Func<GrainTarget, GrainReference> create)
        where TInterface : IAddressable => Proxies[typeof(TInterface)] = create;

    internal static GrainClass? ClassOf(GrainType grainType) => Classes.GetValueOrDefault(grainType);

    internal static IEnumerable<GrainClass> ClassesOf(Type grainInterface) =>
        Classes.Values.Where(grainClass => grainClass.Interfaces.Contains(grainInterface));

    internal static IEnumerable<GrainClass> ClassesReceiving(string? streamNamespace) => streamNamespace is null
        ? []
        : Classes.Values.Where(grainClass => grainClass.StreamNamespaces.Contains(streamNamespace));

    internal static Func<GrainTarget, GrainReference> ProxyOf(Type grainInterface)
    {
        if (Proxies.TryGetValue(grainInterface, out var create))
        {
            return create;
        }

        RuntimeHelpers.RunModuleConstructor(grainInterface.Module.ModuleHandle);
        return Proxies.TryGetValue(grainInterface, out create)
            ? create
            : throw new ArgumentException($"{grainInterface} has no proxy: its project needs <UsesActors>true</UsesActors>.", nameof(grainInterface));
    }

    /// <summary>Brings in the grains of every assembly that is loaded or referenced by one that is.</summary>
    internal static void Discover()
    {
        // A second silo waits until the first has found everything.
        lock (Discovery)
        {
            DiscoverNew();
        }
    }

    private static void DiscoverNew()
    {
        var engine = typeof(Registry).Assembly.GetName().Name;
        Queue<Assembly> open = new(AppDomain.CurrentDomain.GetAssemblies());
        while (open.TryDequeue(out var assembly))
        {
            if (assembly.IsDynamic || !Visited.Add(assembly))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (!references.Any(reference => reference.Name == engine))
            {
                continue;
            }

            if (assembly.IsDefined(typeof(GeneratedActorsAttribute), inherit: false))
            {
                RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
            }

            foreach (var reference in references)
            {
                if (!IsFramework(reference.Name) && Load(reference) is { } loaded)
                {
                    open.Enqueue(loaded);
                }
            }
        }
    }

    // An assembly that was only needed to compile is not deployed and holds no grains.
    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static bool IsFramework(string? name) =>
        name is null || name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name == "netstandard";
}
