using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using OrleansCare.Cloud.Fhir;
using OrleansCare.Cloud.Fleet;
using OrleansCare.Cloud.Portal;
using OrleansCare.Cloud.Receive;
using OrleansCare.Cloud.Sql;
using OrleansCare.Contracts.Identity;
using OrleansCare.Hosting;
using OrleansCare.Interop.Deidentification;

namespace OrleansCare.Cloud.Hosting;

/// <summary>The cloud silo as one drawing: edges -> Receive (one grain per edge) -> one database -> FHIR, fleet, portal.</summary>
internal static class CloudHost
{
    public static string Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);

    public static WebApplication Build(IReadOnlyList<string> arguments)
    {
        var builder = SiloProcess.CreateBuilder(arguments, "Cloud:LogFile");
        var services = builder.Services;
        services.AddOptions<CloudOptions>().BindConfiguration("Cloud").ValidateDataAnnotations().ValidateOnStart();
        services.AddPorts();
        services.AddSingleton(TimeProvider.System);
        services.AddHealthChecks();

        services.AddSingleton(OpenDatabase);
        services.AddSingleton<IReceiveStore, SqlReceiveStore>();
        services.AddSingleton<IFhirStore, SqlFhirStore>();
        services.AddSingleton<IFleetStore, SqlFleetStore>();

        services.AddSingleton<IOpaqueIdSource, RandomOpaqueIdSource>();
        services.AddSingleton(_ => new Deidentifier(PolicyLoader.LoadObservationV1()));
        services.AddSingleton<ReceiveMeter>();
        services.AddSingleton<ConnectedEdges>();
        services.AddSingleton<ObservationReader>();
        services.AddSingleton<UplinkService>();
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = UplinkService.LongestMessage);
        var options = builder.Configuration.GetSection("Cloud").Get<CloudOptions>() ?? new CloudOptions();
        builder.UseOrleans(silo => silo.UseCloudCluster(options));

        var app = builder.Build();
        app.Services.GetRequiredService<CloudDatabase>();
        app.UsePorts();
        app.UsePortal(options.PortalDirectory);
        app.MapHealthChecks("/healthz");
        app.MapGrpcService<UplinkService>();
        app.MapFhir();
        app.MapFleet();
        return app;
    }

    private static CloudDatabase OpenDatabase(IServiceProvider services)
    {
        var (options, logger) = (services.GetRequiredService<IOptions<CloudOptions>>().Value, services.GetRequiredService<ILogger<CloudDatabase>>());
        if (options.Database.Length > 0)
        {
            return new PostgresCloudDatabase(options.Database, logger);
        }

        var directory = options.DataDirectory;
        try
        {
            return new SqliteCloudDatabase(directory, logger);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new SiloStartException($"The data directory '{directory}' cannot be used: {unusable.Message} Choose another with --set Cloud:DataDirectory=PATH.");
        }
    }
}
