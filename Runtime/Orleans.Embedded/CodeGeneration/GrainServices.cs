using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.CodeGeneration;

/// <summary>What generated constructors' calls take from the silo.</summary>
public static class GrainServices
{
    private const string DefaultStorage = "Default";

    public static IPersistentState<TState> PersistentState<TState>(IGrainContext context, string stateName, string? storageName)
    {
        var services = context.ActivationServices;
        var storage = services.GetKeyedService<IGrainStorage>(storageName ?? DefaultStorage)
            ?? (storageName is null ? services.GetService<IGrainStorage>() : null)
            ?? throw new OrleansConfigurationException($"{context.GrainId} keeps '{stateName}' in the grain storage '{storageName ?? DefaultStorage}', which is not registered.");
        var state = new PersistentState<TState>(context, stateName, storage);
        context.ObservableLifecycle.Subscribe(stateName, GrainLifecycleStage.SetupState, state.ReadStateAsync);
        return state;
    }
}
