using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Storage;

namespace OrleansCare.Storage;

public static class PostgresGrainStorageExtensions
{
    /// <summary>Registers grain storage under the name that <c>[PersistentState]</c> asks for. The table is created with the first grain that uses it.</summary>
    public static ISiloBuilder AddPostgresGrainStorage(this ISiloBuilder builder, string name, Action<PostgresGrainStorageOptions> configure)
    {
        var options = new PostgresGrainStorageOptions();
        configure(options);
        ArgumentException.ThrowIfNullOrEmpty(options.ConnectionString, nameof(configure));
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            name,
            (services, _) => new PostgresGrainStorage(name, options, services.GetRequiredService<ILogger<PostgresGrainStorage>>()));
        return builder;
    }
}
