using System.Text;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Client;

namespace OrleansCare.Scenario.Tests.Devices;

/// <summary>One numeric as a device's JSON packet.</summary>
internal static class Numerics
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Completes with the acknowledgement.</summary>
    /// <exception cref="MqttClientException">The connection ended without one.</exception>
    public static async Task PublishSpo2Async(this MqttClient device, string serial, long sequence, double value)
    {
        try
        {
            var json = $$"""{"sequence":{{sequence}},"numerics":[{"code":150456,"value":{{value}},"unit":"%"}]}""";
            await device.PublishAsync($"care/v1/{serial}/json", Encoding.UTF8.GetBytes(json), MqttQos.AtLeastOnce).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Packet {sequence} was neither acknowledged nor refused within {Patience.TotalSeconds} s.");
        }
    }
}
