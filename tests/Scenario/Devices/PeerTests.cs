using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansCare.Edge.Tests.Devices;
using OrleansCare.Scenario.Tests.Demo;
using OrleansCare.TestKit;

namespace OrleansCare.Scenario.Tests.Devices;

/// <summary>Programs of others, installed from their lock file, against a running edge.</summary>
public sealed class PeerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Folder = Repository.PathOf("tests", "Scenario", "Devices", "peer");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("care-scenario-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Messages_of_node_hl7_client_are_answered_and_reach_the_patient()
    {
        await using var edge = await EdgeProcess.StartAsync(_directory.FullName);

        var answers = await RunAsync("hl7-send.mjs", $"{edge.Hl7Port}", "2.5", Admission(), Report());

        Assert.Equal(["AA A1", "AA R1"], answers);
        Assert.Equal(1, (await edge.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_after_the_edge_was_killed_is_answered_alike_and_enters_once()
    {
        await using var edge = await EdgeProcess.StartAsync(_directory.FullName);
        string[] messages = [Admission(), Report()];
        await RunAsync("hl7-send.mjs", [$"{edge.Hl7Port}", "2.5", .. messages]);

        await edge.KillAndRestartAsync();
        var answers = await RunAsync("hl7-send.mjs", [$"{edge.Hl7Port}", "2.5", .. messages]);

        Assert.Equal(["AA A1", "AA R1"], answers);
        Assert.Equal(1, (await edge.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task Over_tls_node_hl7_client_is_known_by_its_certificate_and_speaks_for_its_own_application_alone()
    {
        using var own = TestCertificates.SelfSigned("edge.example");
        using var gateway = TestCertificates.SelfSigned("gateway.example");
        var pfx = Path.Combine(_directory.FullName, "edge.pfx");
        await File.WriteAllBytesAsync(pfx, own.Export(X509ContentType.Pkcs12, "pfx"));
        await using var edge = await EdgeProcess.StartAsync(
            _directory.FullName,
            ("Hl7:Certificate", pfx),
            ("Hl7:CertificatePassword", "pfx"),
            ("Hl7:RequireClientCertificate", "true"),
            ("Hl7:Senders:0:Application", "GW"),
            ("Hl7:Senders:0:Certificate", gateway.GetCertHashString(HashAlgorithmName.SHA256)));
        string[] tls = ["--tls", Write("edge.pem", own.ExportCertificatePem()), Write("gateway.pem", gateway.ExportCertificatePem()), Write("gateway.key", gateway.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())];
        await edge.AdmitAsync("ICU-03", "77");

        var answers = await RunAsync("hl7-send.mjs", [$"{edge.Hl7TlsPort}", "2.5", .. tls, Report("MRN-77"), Admission()]);

        Assert.Equal(["AA R1", "AR A1"], answers);
        Assert.Equal(1, (await edge.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task Packets_of_ws_are_answered_in_order()
    {
        await using var edge = await EdgeProcess.StartAsync(_directory.FullName);
        await edge.AdmitAsync("ICU-1", "monitor-1");
        string[] packets = [.. new[] { 1, 2, 2 }.Select(sequence => $$"""{"sequence":{{sequence}},"numerics":[{"code":147842,"value":72,"unit":"/min"}]}""")];

        var answers = await RunAsync("ws-send.mjs", [$"ws://127.0.0.1:{edge.HttpPort}/devices/monitor-1/packets", "user:secret", .. packets]);

        Assert.Equal(["ACCEPTED 1", "ACCEPTED 2", "REPEATED 2"], answers);
    }

    [Fact]
    public async Task Packets_of_grpc_js_are_answered_in_order_and_a_wrong_password_is_told()
    {
        await using var edge = await EdgeProcess.StartAsync(_directory.FullName);
        await edge.AdmitAsync("ICU-1", "monitor-1");
        var protos = Repository.PathOf("Shared.Grains", "Contracts");

        var answers = await RunAsync("grpc-send.mjs", $"127.0.0.1:{edge.GrpcPort}", protos, "monitor-1", "user:secret", "1", "2", "2");
        var refused = await RunAsync("grpc-send.mjs", $"127.0.0.1:{edge.GrpcPort}", protos, "monitor-1", "user:wrong", "3");

        Assert.Equal(["ACCEPTED 1", "ACCEPTED 2", "REPEATED 2"], answers);
        Assert.Equal(["16"], refused);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task MqttJs_is_told_by_5_0_why_nothing_of_a_publish_entered_and_by_no_name(int qos)
    {
        const string Good = """{"sequence":1,"numerics":[{"code":147842,"value":72,"unit":"/min"}]}""";
        const string Partly = """{"sequence":2,"numerics":[{"code":147842,"value":900,"unit":"/min"},{"code":147842,"value":72,"unit":"/min"}]}""";
        await using var edge = await EdgeProcess.StartAsync(_directory.FullName);
        var patient = await edge.AdmitAsync("ICU-1", "monitor-1");
        string[] common = [$"{edge.MqttPort}", "monitor-1", "user", "secret", $"{qos}"];

        var answers = await RunAsync(
            "mqtt-send.mjs",
            [
                .. common, "care/v1/monitor-1/json", Good, "care/v1/monitor-1/json", Good, "care/v1/monitor-1/json", Partly,
                "care/v1/monitor-1/json", "Ada Example", "care/v1/monitor-1/protobuf", "Ada Example", "care/v1/monitor-1/fax", Good, "care/v1/monitor-2/json", Good,
            ]);
        await edge.DischargeAsync(patient);
        var withoutPatient = await RunAsync("mqtt-send.mjs", [.. common, "care/v1/monitor-1/json", Good.Replace("\"sequence\":1", "\"sequence\":9", StringComparison.Ordinal)]);

        const string Kept = "kept in quarantine: ";
        Assert.Equal(
            ["0 -", "0 -", "0 -", $"99 {Kept}UndecodablePayload", $"99 {Kept}UndecodablePayload", $"90 {Kept}UnknownTopic", $"87 {Kept}UnknownTopic"],
            answers);
        Assert.Equal([$"83 {Kept}NotAssociated"], withoutPatient);
    }

    [RecordingsFact]
    public async Task A_monitor_s_own_message_is_answered_as_it_asks_and_every_element_is_accounted_for()
    {
        await using var edge = await EdgeProcess.StartAsync(_directory.FullName);
        var samples = Directory.GetFiles(Path.Combine(RecordingsFactAttribute.Folder, "hl7", "devices"), "*.hl7");

        foreach (var sample in samples)
        {
            // Nobody is admitted: a processed message whose values nobody gets.
            Assert.Matches("^(CA|AE|CR|AR) ", Assert.Single(await RunAsync("hl7-send.mjs", $"{edge.Hl7Port}", "2.6", sample)));
        }

        var account = Assert.Single(await edge.AccountsAsync(), account => account.Source == "Hl7");
        Assert.Equal((samples.Length, account.Accepted + account.Quarantined + account.Ignored), (account.Deliveries, account.CameIn));
    }

    private static async Task<string[]> RunAsync(string script, params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "mqtt")))
        {
            await ReadAsync("npm", "ci", "--ignore-scripts");
        }

        return (await ReadAsync("node", [script, .. arguments])).TrimEnd().Split('\n');
    }

    private static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}: {output}");
            return output;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{program} {arguments[0]} did not end within {Patience.TotalMinutes} minutes.");
        }
    }

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"{program} is missing: install the Debian packages nodejs and npm.");
        }
    }

    private string Admission() => Write(
        "adt.hl7", "MSH|^~\\&|ADT|H|CARE|H|20260301130000||ADT^A01^ADT_A01|A1|P|2.5", "EVN|A01|20260301130000", "PID|||77^^^H^MR||Doe^Ann", "PV1||I|ICU^^03");

    private string Report(string patient = "77") => Write(
        "oru.hl7",
        "MSH|^~\\&|GW|H|CARE|H|20260301130000+0100||ORU^R01^ORU_R01|R1|P|2.5|||||||||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
        $"PID|||{patient}^^^H^MR",
        "PV1||I|ICU^^03",
        "OBR|1||R1^GW^0011223344556677^EUI-64|69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|||20260301125900+0100",
        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MONITOR-1",
        "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R");

    private string Write(string name, params string[] segments)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, string.Join('\r', segments) + "\r");
        return path;
    }
}
