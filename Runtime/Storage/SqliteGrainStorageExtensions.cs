using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Storage;

namespace OrleansCare.Storage;

public static class SqliteGrainStorageExtensions
{
    /// <summary>Registers grain storage under the name that <c>[PersistentState]</c> asks for. The database is opened with the first grain that uses it.</summary>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name, Action<SqliteGrainStorageOptions> configure)
    {
        var options = new SqliteGrainStorageOptions();
        configure(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path, nameof(configure));
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            name,
            (services, _) => new SqliteGrainStorage(name, options, services.GetRequiredService<ILogger<SqliteGrainStorage>>()));
        return builder;
    }
}
