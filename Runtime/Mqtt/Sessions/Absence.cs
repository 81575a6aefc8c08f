using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Sessions;

/// <summary>The time between the end of a connection and the next one, or the end of the session.</summary>
internal sealed record Absence(ClientSession Session, MqttSession LastConnection)
{
    /// <summary>Null: none, or it is published.</summary>
    public WillMessage? Will { get; set; }

    public ITimer? WillTimer { get; set; }

    public ITimer? ExpiryTimer { get; set; }

    public void End()
    {
        WillTimer?.Dispose();
        ExpiryTimer?.Dispose();
    }
}
