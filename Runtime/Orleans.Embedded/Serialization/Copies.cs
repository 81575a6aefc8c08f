using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Orleans.CodeGeneration;

/// <summary>Deep copies of what crosses from one grain to another. Shared parts of a graph come out as one copy for each place; cycles are refused.</summary>
public static class Copies
{
    private static readonly ConcurrentDictionary<Type, Copier> Known = new();
    private static readonly ConcurrentDictionary<Type, Type> Open = new();

    public static T Of<T>(T value) => value is null ? value : CopierOf<T>.Instance.Copy(value);

    /// <param name="copy">Null for a type that nothing can change.</param>
    public static void Add<T>(Func<T, T>? copy) => Known[typeof(T)] = new ExactCopier<T>(copy);

    /// <param name="copier">A generic class with the type's own parameters and a public static method Copy.</param>
    public static void AddOpen(Type type, Type copier) => Open[type] = copier;

    public static void AddConverter<TValue, TSurrogate>(IConverter<TValue, TSurrogate> converter)
        where TSurrogate : struct =>
        Add<TValue>(value => converter.ConvertFromSurrogate(Of(converter.ConvertToSurrogate(value))));

    public static T Clone<T>(T original)
        where T : class => (T)MemberwiseClone(original);

    internal static Copier For(Type type) => Known.GetOrAdd(type, Find);

    private static Copier Find(Type type)
    {
        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        if (Known.TryGetValue(type, out var registered))
        {
            return registered;
        }

        if (type.IsGenericType && Open.TryGetValue(type.GetGenericTypeDefinition(), out var open))
        {
            var copy = open.MakeGenericType(type.GetGenericArguments()).GetMethod("Copy")!.CreateDelegate(typeof(Func<,>).MakeGenericType(type, type));
            return (Copier)Activator.CreateInstance(typeof(ExactCopier<>).MakeGenericType(type), copy)!;
        }

        return BuiltInCopiers.Find(type) ?? throw new CodecNotFoundException($"{type} cannot be copied: annotate it with [GenerateSerializer], or register a converter.");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MemberwiseClone")]
    private static extern object MemberwiseClone(object original);

    private static class CopierOf<T>
    {
        public static readonly Copier<T> Instance = typeof(T).IsValueType || typeof(T).IsSealed ? (Copier<T>)For(typeof(T)) : new DispatchingCopier<T>();
    }
}
