using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans.CodeGeneration;

/// <summary>Copiers of the framework's types; found once for each type.</summary>
internal static class BuiltInCopiers
{
    private static readonly HashSet<Type> Unchangeable =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Int128), typeof(UInt128), typeof(Half), typeof(CancellationToken), typeof(Uri), typeof(Version), typeof(GrainId), typeof(object),
    ];

    private static readonly Dictionary<Type, string> Shapes = new()
    {
        [typeof(List<>)] = nameof(List),
        [typeof(Dictionary<,>)] = nameof(Dictionary),
        [typeof(HashSet<>)] = nameof(HashSet),
        [typeof(Queue<>)] = nameof(Queue),
        [typeof(Nullable<>)] = nameof(Nullable),
        [typeof(Memory<>)] = nameof(Memory),
        [typeof(ReadOnlyMemory<>)] = nameof(ReadOnlyMemory),
        [typeof(ArraySegment<>)] = nameof(ArraySegment),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArray),
        [typeof(KeyValuePair<,>)] = nameof(KeyValuePair),
        [typeof(ValueTuple<,>)] = nameof(Tuple2),
        [typeof(ValueTuple<,,>)] = nameof(Tuple3),
        [typeof(ValueTuple<,,,>)] = nameof(Tuple4),
        [typeof(ValueTuple<,,,,>)] = nameof(Tuple5),
    };

    public static Copier? Find(Type type)
    {
        if (IsUnchangeable(type))
        {
            return Exact(type, null);
        }

        if (type.IsArray && type.GetArrayRank() == 1)
        {
            return Exact(type, Bind(nameof(ArrayOf), type.GetElementType()!));
        }

        if (type.IsGenericType && Shapes.TryGetValue(type.GetGenericTypeDefinition(), out var shape))
        {
            return Exact(type, Bind(shape, type.GetGenericArguments()));
        }

        // What a collection expression makes for a read-only interface; nobody can change it, its elements perhaps.
        return IsReadOnlyCollection(type, out var element) ? Exact(type, Bind(nameof(AsReadOnly), element, type)) : null;
    }

    private static bool IsUnchangeable(Type type) =>
        type.IsPrimitive || type.IsEnum || Unchangeable.Contains(type) || type.IsDefined(typeof(ImmutableAttribute), inherit: false)
        || typeof(IAddressable).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type);

    private static bool IsReadOnlyCollection(Type type, out Type element)
    {
        var list = type.IsInterface ? null : Array.Find(type.GetInterfaces(), static face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyList<>));
        element = list?.GetGenericArguments()[0] ?? typeof(object);
        return list is not null && (type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Namespace is "System.Collections.Immutable" or "System.Collections.ObjectModel");
    }

    private static Copier Exact(Type type, Delegate? copy) => (Copier)Activator.CreateInstance(typeof(ExactCopier<>).MakeGenericType(type), copy)!;

    private static Delegate Bind(string shape, params Type[] arguments)
    {
        var method = typeof(BuiltInCopiers).GetMethod(shape, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments);
        return method.CreateDelegate(typeof(Func<,>).MakeGenericType(method.GetParameters()[0].ParameterType, method.ReturnType));
    }

    private static bool IsPlain<T>() => (typeof(T).IsValueType || typeof(T).IsSealed) && Copies.For(typeof(T)).IsIdentity;

    private static T[] ArrayOf<T>(T[] value) => IsPlain<T>() ? (T[])value.Clone() : Array.ConvertAll(value, Copies.Of);

    private static List<T> List<T>(List<T> value) => IsPlain<T>() ? [.. value] : value.ConvertAll(Copies.Of);

    private static Dictionary<TKey, TValue> Dictionary<TKey, TValue>(Dictionary<TKey, TValue> value)
        where TKey : notnull
    {
        Dictionary<TKey, TValue> copy = new(value.Count, value.Comparer);
        foreach (var (key, item) in value)
        {
            copy.Add(Copies.Of(key), Copies.Of(item));
        }

        return copy;
    }

    private static HashSet<T> HashSet<T>(HashSet<T> value) => new(value.Select(Copies.Of), value.Comparer);

    private static Queue<T> Queue<T>(Queue<T> value) => new(value.Select(Copies.Of));

    private static T? Nullable<T>(T? value)
        where T : struct => value is { } some ? Copies.Of(some) : null;

    private static Memory<T> Memory<T>(Memory<T> value) => ArrayOf(value.ToArray());

    private static ReadOnlyMemory<T> ReadOnlyMemory<T>(ReadOnlyMemory<T> value) => ArrayOf(value.ToArray());

    private static ArraySegment<T> ArraySegment<T>(ArraySegment<T> value) => ArrayOf([.. value]);

    private static ImmutableArray<T> ImmutableArray<T>(ImmutableArray<T> value) =>
        value.IsDefaultOrEmpty || IsPlain<T>() ? value : System.Collections.Immutable.ImmutableArray.CreateRange(value, Copies.Of);

    private static KeyValuePair<TKey, TValue> KeyValuePair<TKey, TValue>(KeyValuePair<TKey, TValue> value) => new(Copies.Of(value.Key), Copies.Of(value.Value));

    private static (T1, T2) Tuple2<T1, T2>((T1, T2) value) => (Copies.Of(value.Item1), Copies.Of(value.Item2));

    private static (T1, T2, T3) Tuple3<T1, T2, T3>((T1, T2, T3) value) => (Copies.Of(value.Item1), Copies.Of(value.Item2), Copies.Of(value.Item3));

    private static (T1, T2, T3, T4) Tuple4<T1, T2, T3, T4>((T1, T2, T3, T4) value) =>
        (Copies.Of(value.Item1), Copies.Of(value.Item2), Copies.Of(value.Item3), Copies.Of(value.Item4));

    private static (T1, T2, T3, T4, T5) Tuple5<T1, T2, T3, T4, T5>((T1, T2, T3, T4, T5) value) =>
        (Copies.Of(value.Item1), Copies.Of(value.Item2), Copies.Of(value.Item3), Copies.Of(value.Item4), Copies.Of(value.Item5));

    // Taken as it is where its elements cannot change; else as an array, which fits every read-only interface.
    private static TCollection AsReadOnly<T, TCollection>(TCollection value)
        where TCollection : IReadOnlyList<T> =>
        IsPlain<T>() ? value : throw new Serialization.CodecNotFoundException($"{typeof(TCollection)} cannot be copied; use an array or a List.");
}
