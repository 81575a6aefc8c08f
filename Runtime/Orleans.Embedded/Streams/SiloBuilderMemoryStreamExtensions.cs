using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Hosting;

public static class SiloBuilderMemoryStreamExtensions
{
    /// <summary>Needs a grain storage "PubSubStore", which keeps the explicit subscriptions.</summary>
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.ConfigureServices(services =>
        {
            services.AddKeyedSingleton<IStreamProvider>(name, (provider, _) => new MemoryStreamProvider(
                name, provider.GetRequiredService<Silo>(), provider.GetRequiredService<IOptionsMonitor<StreamOptions>>()));
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => (MemoryStreamProvider)provider.GetRequiredKeyedService<IStreamProvider>(name));
        });
    }
}
