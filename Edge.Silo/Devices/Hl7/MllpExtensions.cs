using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrleansCare.Edge.Devices.Hl7.Reporting;

namespace OrleansCare.Edge.Devices.Hl7;

internal static class MllpExtensions
{
    public static void AddHl7(this IServiceCollection services)
    {
        services.AddOptions<Hl7Options>().BindConfiguration("Hl7").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Hl7Metrics>();
        services.AddSingleton<RegisteredSenders>();
        services.AddSingleton<SenderCertificates>();
        services.AddSingleton<MllpTls>();
        services.AddSingleton<Hl7Delivery>();
        services.AddSingleton<Hl7Intake>();
        services.AddSingleton<AlarmReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<AlarmReporter>());
    }

    public static void UseMllp(this ListenOptions endpoint) => endpoint.UseConnectionHandler<MllpConnection>();

    public static void UseMllpOverTls(this ListenOptions endpoint)
    {
        endpoint.ApplicationServices.GetRequiredService<MllpTls>().Use(endpoint);
        endpoint.UseMllp();
    }
}
