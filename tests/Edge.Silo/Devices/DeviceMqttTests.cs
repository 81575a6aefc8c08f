using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>mosquitto's clients as devices of a running edge.</summary>
public sealed class DeviceMqttTests
{
    private const string Payload = """{"sequence":1,"numerics":[{"code":149530,"value":70,"unit":"/min"}]}""";

    [Fact]
    public async Task A_device_publishes_by_5_0_and_another_devices_topic_is_refused_by_its_code()
    {
        await using var edge = await EdgeNode.StartAsync();
        await edge.AdmitAsync("ICU-01", "oxi-1");

        Assert.Equal(0, (await PublishAsync(edge.MqttPort, "oxi-1", "care/v1/oxi-1/json", "-u", "user", "-P", "secret")).ExitCode);
        var (_, error) = await PublishAsync(edge.MqttPort, "oxi-1", "care/v1/oxi-2/json", "-u", "user", "-P", "secret");

        Assert.Contains("not authori", error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, (await edge.StatusAsync()).PacketsAccepted);
    }

    [Theory]
    [InlineData("care/v1/oxi-1/json", "no packet", "payload format invalid")]
    [InlineData("care/v1/oxi-1/protobuf", "no packet", "payload format invalid")]
    [InlineData("care/v1/oxi-1/fax", Payload, "topic name invalid")]
    [InlineData("care/v1/oxi-1/json", """{"sequence":1,"numerics":[{"code":1,"value":70,"unit":"/min"}]}""", "")]
    public async Task What_does_not_enter_is_refused_by_its_code_and_kept_and_3_1_1_is_told_that_it_is_kept(string topic, string payload, string warning)
    {
        await using var edge = await EdgeNode.StartAsync();
        await edge.AdmitAsync("ICU-01", "oxi-1");

        string[] publish = [.. Arguments(edge.MqttPort, "oxi-1"), "-u", "user", "-P", "secret", "-t", topic, "-m", payload];
        var (_, error) = await RunAsync("mosquitto_pub", publish);
        var old = await RunAsync("mosquitto_pub", [.. publish, "-V", "mqttv311"]);

        Assert.Contains(warning, error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(warning.Length == 0, error.Length == 0);
        Assert.Equal((0, ""), old);
        var entries = await edge.Client.GetFromJsonAsync<JsonElement[]>(new Uri(edge.Http, "/api/quarantine"));
        Assert.Equal(2, entries!.Length);
    }

    [Fact]
    public async Task A_device_listens_under_its_own_topics_only()
    {
        await using var edge = await EdgeNode.StartAsync();
        await edge.AdmitAsync("ICU-01", "oxi-1");

        var (_, error) = await RunAsync("mosquitto_sub", [.. Arguments(edge.MqttPort, "oxi-1"), "-u", "user", "-P", "secret", "-t", "care/v1/oxi-2/#", "-C", "1"]);
        var own = await RunAsync("mosquitto_sub", [.. Arguments(edge.MqttPort, "oxi-1"), "-u", "user", "-P", "secret", "-t", "care/v1/oxi-1/#", "-E"]);

        Assert.Contains("denied", error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((0, ""), own);
    }

    [Fact]
    public async Task Over_tls_an_enrolled_certificate_stands_for_user_and_password_and_no_other_does()
    {
        var folder = Directory.CreateTempSubdirectory("edge-tls-");
        using var server = TestCertificates.SelfSigned("127.0.0.1");
        using var device = TestCertificates.SelfSigned("oxi-1");
        using var stranger = TestCertificates.SelfSigned("oxi-1");
        var pfx = Path.Combine(folder.FullName, "edge.pfx");
        await File.WriteAllBytesAsync(pfx, server.Export(X509ContentType.Pkcs12, "pfx"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "edge.pem"), server.ExportCertificatePem());
        await using var edge = await EdgeNode.StartAsync(null, "Edge:MqttTlsPort=0", $"Edge:MqttCertificate={pfx}", "Edge:MqttCertificatePassword=pfx");
        var admission = new AdmissionRequest(
            "ICU-01", "Ada Example", "MRN-1", null, null, null, [new DeviceEnrolment("oxi-1", "user", "secret", device.GetCertHashString(HashAlgorithmName.SHA256))], By: "Admissions");
        using var admitted = await edge.Client.PostAsJsonAsync(new Uri(edge.Http, "/api/admissions"), admission);
        admitted.EnsureSuccessStatusCode();

        var known = await PublishAsync(edge.MqttTlsPort, "oxi-1", "care/v1/oxi-1/json", [.. Tls(folder.FullName, "device", device)]);
        var unknown = await PublishAsync(edge.MqttTlsPort, "oxi-1", "care/v1/oxi-1/json", [.. Tls(folder.FullName, "stranger", stranger)]);
        var byPassword = await PublishAsync(edge.MqttTlsPort, "oxi-1", "care/v1/oxi-1/json", "--cafile", Path.Combine(folder.FullName, "edge.pem"), "-u", "user", "-P", "secret");

        Assert.Equal((0, ""), known);
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Equal((0, ""), byPassword);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Strangers_that_only_open_sockets_are_bounded()
    {
        await using var edge = await EdgeNode.StartAsync(null, "Edge:MaxSockets=2");
        using var first = new TcpClient("127.0.0.1", edge.MqttPort);
        using var second = new TcpClient("127.0.0.1", edge.MqttPort);
        using var third = new TcpClient("127.0.0.1", edge.MqttPort);

        Assert.True(await IsClosedAsync(third));
        Assert.False(second.Client.Poll(0, SelectMode.SelectRead));
    }

    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(5)) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static IEnumerable<string> Tls(string folder, string name, X509Certificate2 certificate)
    {
        var (own, key) = (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
        File.WriteAllText(own, certificate.ExportCertificatePem());
        File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return ["--cafile", Path.Combine(folder, "edge.pem"), "--cert", own, "--key", key];
    }

    private static Task<(int ExitCode, string Error)> PublishAsync(int port, string serial, string topic, params string[] more) =>
        RunAsync("mosquitto_pub", [.. Arguments(port, serial), "-t", topic, "-m", Payload, .. more]);

    internal static string[] Arguments(int port, string serial) => ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-i", serial, "-V", "mqttv5", "-q", "1"];

    internal static async Task<(int ExitCode, string Error)> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (process.ExitCode, await error);
    }
}
