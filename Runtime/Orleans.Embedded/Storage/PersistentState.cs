using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>State of one grain in one storage, read before the grain is activated.</summary>
internal sealed class PersistentState<TState>(IGrainContext context, string stateName, IGrainStorage storage) : IPersistentState<TState>
{
    private readonly GrainState<TState> _state = new(Fresh());

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(default);

    public Task WriteStateAsync() => WriteStateAsync(default);

    public Task ClearStateAsync() => ClearStateAsync(default);

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await storage.ReadStateAsync(stateName, context.GrainId, _state);
        _state.State ??= Fresh();
    }

    public Task WriteStateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return storage.WriteStateAsync(stateName, context.GrainId, _state);
    }

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await storage.ClearStateAsync(stateName, context.GrainId, _state);
        _state.State ??= Fresh();
    }

    private static TState Fresh() =>
        typeof(TState).IsValueType || typeof(TState) == typeof(string) ? default!
        : typeof(TState).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<TState>()
        : (TState)RuntimeHelpers.GetUninitializedObject(typeof(TState));
}
