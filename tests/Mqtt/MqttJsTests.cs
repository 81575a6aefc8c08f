using System.Diagnostics;
using System.Globalization;

namespace OrleansCare.Mqtt.Tests;

/// <summary>MQTT.js, installed once from its lock file, against a broker that hands everything on.</summary>
public sealed class MqttJsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "peer");

    [Theory]
    [InlineData(4, "-")]
    [InlineData(5, "mmHg")]
    public async Task MqttJs_publishes_and_subscribes_with_every_qos(int version, string said)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "mqtt")))
        {
            await RunAsync("npm", "ci", "--ignore-scripts", "--prefix", Folder);
        }

        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        string output = await RunAsync(
            "node", Path.Combine(Folder, "client.js"), server.Port.ToString(CultureInfo.InvariantCulture), version.ToString(CultureInfo.InvariantCulture));

        Assert.Equal($"bed/0/vitals x qos 0 {said}\nbed/1/vitals x qos 1 {said}\nbed/2/vitals x qos 2 {said}\nend\n", output);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Tool.Start(program, "nodejs, npm", arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return output;
    }
}
