using Microsoft.CodeAnalysis;

namespace OrleansCare.ActorGenerator.Reading;

/// <summary>Which types can be carried between grains, and which need no copy because nothing can change them.</summary>
internal static class Codecs
{
    private static readonly HashSet<string> Unchangeable =
    [
        "System.Guid", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Uri", "System.Version",
        "System.Int128", "System.UInt128", "System.Half", "System.Threading.CancellationToken",
        "Orleans.Runtime.GrainId", "Orleans.Runtime.GrainType", "Orleans.Runtime.IdSpan", "Orleans.Runtime.StreamId",
    ];

    private static readonly HashSet<string> Containers =
    [
        "System.Nullable<T>", "System.Collections.Generic.List<T>", "System.Collections.Generic.Dictionary<TKey, TValue>",
        "System.Collections.Generic.HashSet<T>", "System.Collections.Generic.Queue<T>", "System.Collections.Generic.KeyValuePair<TKey, TValue>",
        "System.Collections.Generic.IReadOnlyList<T>", "System.Collections.Generic.IReadOnlyCollection<T>", "System.Collections.Generic.IEnumerable<T>",
        "System.Collections.Generic.IList<T>", "System.Collections.Generic.ICollection<T>", "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>",
        "System.Collections.Generic.IDictionary<TKey, TValue>", "System.Collections.Generic.IReadOnlySet<T>", "System.Collections.Generic.ISet<T>",
        "System.ReadOnlyMemory<T>", "System.Memory<T>", "System.ArraySegment<T>", "System.Collections.Immutable.ImmutableArray<T>",
    ];

    private static readonly HashSet<string> UnchangeableContainers =
    [
        "System.Nullable<T>", "System.Collections.Generic.KeyValuePair<TKey, TValue>", "System.Collections.Immutable.ImmutableArray<T>",
    ];

    /// <summary>The parts of a type that have no codec, down to what a converter could still carry.</summary>
    public static IEnumerable<ITypeSymbol> Missing(ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol:
            case INamedTypeSymbol plain when IsPlain(plain) || IsException(plain) || plain.Implements("Orleans.Runtime.IAddressable"):
                return [];
            case IArrayTypeSymbol { Rank: 1 } array:
                return Missing(array.ElementType);
            case INamedTypeSymbol { IsTupleType: true } tuple when tuple.TupleElements.Length <= 5:
                return tuple.TupleElements.SelectMany(element => Missing(element.Type));
            case INamedTypeSymbol named when named.Has("Orleans.GenerateSerializerAttribute") || Containers.Contains(named.OriginalDefinition.ToDisplayString()):
                return named.TypeArguments.SelectMany(Missing);
            default:
                return [type];
        }
    }

    public static bool IsUnchangeable(ITypeSymbol type) => IsUnchangeable(type, []);

    /// <summary>Of exactly this type, leaving aside that a class may have derived ones.</summary>
    public static bool HasUnchangeableFields(INamedTypeSymbol type) => HasUnchangeableFields(type, []);

    private static bool IsUnchangeable(ITypeSymbol type, HashSet<ITypeSymbol> open)
    {
        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        if (IsPlain(named) || named.Has("Orleans.ImmutableAttribute") || IsException(named) || named.Implements("Orleans.Runtime.IAddressable"))
        {
            return true;
        }

        if (named.IsTupleType)
        {
            return named.TupleElements.All(element => IsUnchangeable(element.Type, open));
        }

        if (UnchangeableContainers.Contains(named.OriginalDefinition.ToDisplayString()))
        {
            return named.TypeArguments.All(argument => IsUnchangeable(argument, open));
        }

        return (named.IsSealed || named.IsValueType) && named.Has("Orleans.GenerateSerializerAttribute") && HasUnchangeableFields(named, open);
    }

    private static bool HasUnchangeableFields(INamedTypeSymbol type, HashSet<ITypeSymbol> open)
    {
        // The private fields of referenced assemblies are not seen here; at run time their copier knows.
        if (!type.OriginalDefinition.Locations.Any(location => location.IsInSource) || !open.Add(type))
        {
            return false;
        }

        var unchangeable = Fields(type).All(field => (field.IsReadOnly || type.IsValueType) && IsUnchangeable(field.Type, open));
        open.Remove(type);
        return unchangeable && (type.IsValueType || type.BaseType is null or { SpecialType: SpecialType.System_Object } || HasUnchangeableFields(type.BaseType, open));
    }

    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    private static bool IsPlain(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime
        || Unchangeable.Contains(type.ToDisplayString());

    private static bool IsException(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (level.ToDisplayString() == "System.Exception")
            {
                return true;
            }
        }

        return false;
    }
}
