using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansCare.Mqtt.Server;

public static class MqttServerExtensions
{
    /// <summary>Registers the server and its application; <see cref="UseMqtt"/> puts it on an endpoint.</summary>
    public static IServiceCollection AddMqttServer<TApplication>(this IServiceCollection services, Action<MqttServerOptions>? configure = null)
        where TApplication : class, IMqttApplication
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IMqttApplication, TApplication>();
        services.TryAddSingleton<MqttMetrics>();
        services.TryAddSingleton<MqttServer>();
        services.TryAddSingleton<IValidateOptions<MqttServerOptions>, MqttServerOptions.Validator>();
        OptionsBuilder<MqttServerOptions> options = services.AddOptions<MqttServerOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return services;
    }

    /// <summary>This endpoint speaks MQTT. For TLS call UseHttps on the same endpoint before it.</summary>
    public static ListenOptions UseMqtt(this ListenOptions endpoint)
    {
        endpoint.UseConnectionHandler<MqttConnectionHandler>();
        return endpoint;
    }
}
