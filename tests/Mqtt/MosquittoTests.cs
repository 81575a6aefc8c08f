using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansCare.Mqtt.Client;
using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Tests.Statements;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Their client against our server, our client against their broker.</summary>
public sealed class MosquittoTests
{
    private const string Publisher = "mosquitto_pub";
    private const string PublisherPackage = "mosquitto-clients";

    [Theory]
    [InlineData(MqttQos.AtMostOnce, "mqttv311")]
    [InlineData(MqttQos.AtLeastOnce, "mqttv311")]
    [InlineData(MqttQos.ExactlyOnce, "mqttv311")]
    [InlineData(MqttQos.AtMostOnce, "mqttv5")]
    [InlineData(MqttQos.AtLeastOnce, "mqttv5")]
    [InlineData(MqttQos.ExactlyOnce, "mqttv5")]
    [Mqtt311("3.1.2-18", "3.1.2-19", "3.1.2-20", "3.1.2-21")]
    [Mqtt5("3.1.2-17", "4.2-1")]
    public async Task Mosquitto_pub_delivers_to_our_server(MqttQos qos, string version)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string? user = null;
        server.Application.OnConnect = request =>
        {
            user = request.UserName;
            return request.Password.Span.SequenceEqual("geheim"u8) ? MqttConnectDecision.Accept() : MqttConnectDecision.BadUserNameOrPassword;
        };

        (int exitCode, string error) = await PublishAsync(server, "geheim", "-V", version, "-q", ((int)qos).ToString(CultureInfo.InvariantCulture));

        Assert.True(exitCode == 0, error);
        Received received = await server.Application.NextPublishAsync();
        Assert.Equal(("bed-3", "ward/é/vitals", "spo2=91", qos, "monitor"), (received.ClientId, received.Topic, received.Text, received.Qos, user));
        Assert.Equal(MqttCloseReason.ClientDisconnected, (await server.Application.NextDisconnectAsync()).Reason);
    }

    [Fact]
    public async Task Mosquitto_pub_is_told_that_its_password_is_wrong()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnConnect = _ => MqttConnectDecision.BadUserNameOrPassword;

        (int exitCode, string error) = await PublishAsync(server, "falsch");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("bad user name or password", error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("mqttv311", "0")]
    [InlineData("mqttv311", "1")]
    [InlineData("mqttv311", "2")]
    [InlineData("mqttv5", "0")]
    [InlineData("mqttv5", "1")]
    [InlineData("mqttv5", "2")]
    public async Task Mosquitto_sub_is_served_by_our_broker(string version, string qos)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using var sums = new MeterSums(server);
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        using Process subscriber = Tool.Start(
            "mosquitto_sub", PublisherPackage, "-h", "127.0.0.1", "-p", port, "-V", version, "-q", qos, "-t", "ward/+/vitals", "-t", "ward/#", "-v", "-C", "3");
        await sums.ReachesAsync("mqtt.subscriptions", 2);
        foreach (string topic in (string[])["ward/1/vitals", "other", "ward/2", "ward/3/vitals"])
        {
            (int exitCode, string error) = await Tool.RunAsync(
                Publisher, PublisherPackage, "-h", "127.0.0.1", "-p", port, "-V", version, "-q", qos, "-t", topic, "-m", "x");
            Assert.True(exitCode == 0, error);
        }

        string seen = await subscriber.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("ward/1/vitals x\nward/2 x\nward/3/vitals x\n", seen);
    }

    [Fact]
    public async Task Mosquitto_pub_is_told_the_reason_of_5_0()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnPublish = _ => new(PublishDecision.NotAuthorized);

        (_, string error) = await PublishAsync(server, "geheim", "-V", "mqttv5", "-q", "1");

        Assert.Contains("Not authorized", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mosquitto_pub_sends_a_thousand_lines_over_one_connection()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 1000).Select(line => line.ToString(CultureInfo.InvariantCulture)));

        (int exitCode, string error) = await Tool.RunAsync(
            "/bin/sh", "dash", "-c", $"exec {Publisher} -h 127.0.0.1 -p {server.Port} -t lines -q 1 -l < {file}");
        File.Delete(file);

        Assert.True(exitCode == 0, error);
        Assert.Equal(Enumerable.Range(0, 1000), server.Application.All.Select(received => int.Parse(received.Text, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("mqttv311", 0)]
    [InlineData("mqttv311", 1)]
    [InlineData("mqttv311", 2)]
    [InlineData("mqttv5", 0)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    [Mqtt311("3.3.1-8", "3.3.1-9")]
    [Mqtt5("3.3.1-12")]
    public async Task Mosquitto_sub_gets_what_mosquitto_pub_retains_and_sends(string version, int qos)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        string[] common = ["-h", "127.0.0.1", "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-V", version, "-q", qos.ToString(CultureInfo.InvariantCulture)];

        (int retained, string error) = await Tool.RunAsync(Publisher, PublisherPackage, [.. common, "-t", "ward/3/state", "-m", "kept", "-r"]);
        Assert.True(retained == 0, error);
        using Process subscriber = Tool.Start("mosquitto_sub", PublisherPackage, [.. common, "-t", "ward/+/state", "-C", "2", "-F", "%t %q %r %p"]);
        Assert.Equal($"ward/3/state {qos} 1 kept", await LineAsync(subscriber));

        (int sent, error) = await Tool.RunAsync(Publisher, PublisherPackage, [.. common, "-t", "ward/3/state", "-m", "live"]);
        Assert.True(sent == 0, error);
        Assert.Equal($"ward/3/state {qos} 0 live", await LineAsync(subscriber));
        await subscriber.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, subscriber.ExitCode);
    }

    [Fact]
    [Mqtt5("3.1.2-23")]
    public async Task Mosquitto_sub_finds_its_session_and_what_came_meanwhile()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        string[] common = ["-h", "127.0.0.1", "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-V", "mqttv5", "-q", "1"];
        string[] session = ["-i", "nurse", "-c", "-x", "3600", "-t", "ward/#"];
        (int subscribed, string error) = await Tool.RunAsync("mosquitto_sub", PublisherPackage, [.. common, .. session, "-E"]);
        Assert.True(subscribed == 0, error);
        foreach (string text in new[] { "a", "b", "c" })
        {
            (int sent, error) = await Tool.RunAsync(Publisher, PublisherPackage, [.. common, "-t", "ward/1", "-m", text]);
            Assert.True(sent == 0, error);
        }

        using Process back = Tool.Start("mosquitto_sub", PublisherPackage, [.. common, .. session, "-C", "3"]);

        Assert.Equal("a\nb\nc\n", await back.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Mosquitto_sub_is_told_that_a_topic_is_not_for_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());

        (_, string error) = await Tool.RunAsync(
            "mosquitto_sub", PublisherPackage, "-h", "127.0.0.1", "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-V", "mqttv5", "-t", "secret/1", "-C", "1");

        Assert.Contains("denied", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Our_client_publishes_to_a_mosquitto_broker()
    {
        int port = FreePort();
        string configuration = Path.GetTempFileName();
        await File.WriteAllTextAsync(configuration, $"listener {port} 127.0.0.1\nallow_anonymous true\n");
        using Process broker = Tool.Start("/usr/sbin/mosquitto", "mosquitto", "-v", "-c", configuration);
        try
        {
            await ListeningAsync(port);
            using Process subscriber = Tool.Start(
                "mosquitto_sub", PublisherPackage, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-t", "bed/#", "-q", "1", "-v", "-C", "201");
            await LogAsync(broker, "Sending SUBACK");
            Task restOfLog = broker.StandardError.ReadToEndAsync();

            await using MqttClient client = await MqttClient.ConnectAsync(new MqttClientOptions { Host = "127.0.0.1", Port = port, ClientId = "bed-1", MaxInFlight = 16 });
            await client.PublishAsync("bed/1", "zero"u8.ToArray(), MqttQos.AtMostOnce);
            await Task.WhenAll(Enumerable.Range(0, 200).Select(
                number => client.PublishAsync("bed/1", Encoding.UTF8.GetBytes($"n{number}"), MqttQos.AtLeastOnce))).WaitAsync(TimeSpan.FromSeconds(20));

            string rest = await subscriber.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
            string[] lines = [.. rest.Split('\n').Where(line => line.StartsWith("bed/1 ", StringComparison.Ordinal))];
            Assert.Equal(["bed/1 zero", .. Enumerable.Range(0, 200).Select(number => $"bed/1 n{number}")], lines);

            broker.Kill();
            Assert.Equal(MqttCloseReason.ConnectionLost, await client.Closed.WaitAsync(TimeSpan.FromSeconds(10)));
            await Assert.ThrowsAsync<MqttClientException>(() => client.PublishAsync("bed/1", new byte[1], MqttQos.AtLeastOnce));
            await restOfLog;
        }
        finally
        {
            if (!broker.HasExited)
            {
                broker.Kill();
            }

            File.Delete(configuration);
        }
    }

    private static Task<(int ExitCode, string Error)> PublishAsync(RunningServer server, string password, params string[] more) => Tool.RunAsync(
        Publisher,
        PublisherPackage,
        ["-h", "127.0.0.1", "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-i", "bed-3", "-u", "monitor", "-P", password, "-t", "ward/é/vitals", "-m", "spo2=91", .. more]);

    private static async Task<string?> LineAsync(Process process) => await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ListeningAsync(int port)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException("the mosquitto broker did not listen");
    }

    private static async Task LogAsync(Process broker, string wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            while (await broker.StandardError.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.Contains(wanted, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        throw new TimeoutException($"the broker did not log \"{wanted}\"");
    }
}
