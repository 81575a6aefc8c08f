using System.Globalization;
using System.Text;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Client;

namespace OrleansCare.TestKit;

/// <summary>A simple device on MQTT that says what the test tells it; each step ends with the edge's acknowledgement.</summary>
public sealed class ScriptedDevice : IAsyncDisposable
{
    private readonly MqttClient _client;
    private readonly string _serial;

    private ScriptedDevice(MqttClient client, string serial) => (_client, _serial) = (client, serial);

    /// <summary>The number of the next packet; set it to repeat one or to leave a gap.</summary>
    public long Sequence { get; set; } = 1;

    public static async Task<ScriptedDevice> ConnectAsync(int port, string serial, string user, string password) => new(
        await MqttClient.ConnectAsync(new MqttClientOptions { Host = "127.0.0.1", Port = port, ClientId = serial, UserName = user, Password = password }), serial);

    /// <param name="code">ISO/IEEE 11073-10101 code.</param>
    /// <param name="unit">UCUM.</param>
    public Task SendAsync(int code, double value, string unit) => SendAsync(
        "json",
        string.Create(CultureInfo.InvariantCulture, $$"""{"sequence":{{Sequence++}},"numerics":[{"code":{{code}},"value":{{value}},"unit":"{{unit}}"}]}"""));

    public Task SendAsync(string format, string payload) =>
        _client.PublishAsync($"care/v1/{_serial}/{format}", Encoding.UTF8.GetBytes(payload), MqttQos.AtLeastOnce);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
