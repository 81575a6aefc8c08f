using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using OrleansCare.Cloud.Fhir;
using OrleansCare.Cloud.Fleet;
using OrleansCare.Cloud.Portal;
using OrleansCare.Cloud.Receive;
using OrleansCare.Cloud.Sqlite;
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
        services.AddSingleton<IReceiveStore, SqliteReceiveStore>();
        services.AddSingleton<IFhirStore, SqliteFhirStore>();
        services.AddSingleton<IFleetStore, SqliteFleetStore>();

        services.AddSingleton<IOpaqueIdSource, RandomOpaqueIdSource>();
        services.AddSingleton(_ => new Deidentifier(PolicyLoader.LoadObservationV1()));
        services.AddSingleton<ReceiveMeter>();
        services.AddSingleton<ConnectedEdges>();
        services.AddSingleton<ObservationReader>();
        services.AddSingleton<UplinkService>();
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = UplinkService.LongestMessage);
        builder.UseOrleans(silo => silo.UseOneSiloCluster("care-cloud"));

        var app = builder.Build();
        var options = app.Services.GetRequiredService<IOptions<CloudOptions>>().Value;
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
        var directory = services.GetRequiredService<IOptions<CloudOptions>>().Value.DataDirectory;
        try
        {
            return new CloudDatabase(directory, services.GetRequiredService<ILogger<CloudDatabase>>());
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new SiloStartException($"The data directory '{directory}' cannot be used: {unusable.Message} Choose another with --set Cloud:DataDirectory=PATH.");
        }
    }
}
