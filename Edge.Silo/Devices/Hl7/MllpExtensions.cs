using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using OrleansCare.Edge.Devices.Hl7.Reporting;

namespace OrleansCare.Edge.Devices.Hl7;

internal static class MllpExtensions
{
    public static void AddHl7(this IServiceCollection services)
    {
        services.AddOptions<Hl7Options>().BindConfiguration("Hl7").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Hl7Metrics>();
        services.AddSingleton<MessageMemory>();
        services.AddSingleton<ProfileWatch>();
        services.AddSingleton<Hl7Delivery>();
        services.AddSingleton<Hl7Intake>();
        services.AddSingleton<AlarmReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<AlarmReporter>());
    }

    public static void UseMllp(this ListenOptions endpoint)
    {
        var options = endpoint.ApplicationServices.GetRequiredService<IOptions<Hl7Options>>().Value;
        if (options.Certificate is { } path)
        {
            endpoint.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword),
                ClientCertificateMode = options.RequireClientCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate,
            });
        }

        endpoint.UseConnectionHandler<MllpConnection>();
    }
}
