using System.Runtime.CompilerServices;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>
/// How the end of a grain method is heard. A task and another grain's answer come back through the activation without allocating more than they must;
/// any other pooled source (a method built by PoolingAsyncValueTaskMethodBuilder) would allocate for the context and ends on the grain's turn anyway.
/// </summary>
internal static class Sources
{
    public static bool ComesBackByContext(ref ValueTask task) => Of(ref task) is null or Task or Request;

    public static bool ComesBackByContext<TResult>(ref ValueTask<TResult> task) => Inside<TResult>.Of(ref task) is null or Task or Request;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
    private static extern ref object? Of(ref ValueTask task);

    private static class Inside<TResult>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
        public static extern ref object? Of(ref ValueTask<TResult> task);
    }
}
