using Microsoft.AspNetCore.Connections;

namespace OrleansCare.Mqtt.Server;

/// <summary>What Kestrel runs per accepted socket.</summary>
internal sealed class MqttConnectionHandler(MqttServer server) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        using var mqtt = new MqttConnection(server, connection);
        await mqtt.RunAsync();
    }
}
