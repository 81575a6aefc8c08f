using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>MLLP over TLS: who gets in, who does not and what it is told, and that the listener goes on.</summary>
public sealed class MllpTlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-hl7-tls-");
    private readonly X509Certificate2 _edge = TestCertificates.SelfSigned("edge.example");

    public void Dispose()
    {
        _edge.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_sender_without_certificate_is_taken_where_none_is_required()
    {
        await using var node = await StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectOverTlsAsync(node.Hl7TlsPort, _edge, certificate: null);

        Assert.Contains("\nMSA|AA|1\n", await sender.AskAsync(MllpTests.Report("1")));
    }

    [Fact]
    public async Task A_required_certificate_is_one_that_is_named_or_issued_by_the_authority()
    {
        using var named = TestCertificates.SelfSigned("gateway-1");
        using var authority = TestCertificates.Authority("our authority");
        using var issued = TestCertificates.Issued(authority, "gateway-2.example");
        using var other = TestCertificates.Authority("our authority");
        using var stranger = TestCertificates.SelfSigned("gateway-1");
        using var forged = TestCertificates.Issued(other, "gateway-2.example");
        await using var node = await StartAsync([.. Requiring(authority), "Hl7:Senders:0:Application=GW", $"Hl7:Senders:0:Certificate={HashOf(named)}", "Hl7:Senders:1:Application=GW2", "Hl7:Senders:1:CertificateName=gateway-2.example"]);
        await node.AdmitAsync("ICU-03", "elsewhere");

        Assert.Contains("\nMSA|AA|1\n", await AskAsync(node, named, MllpTests.Report("1")));
        Assert.Contains("\nMSA|AA|2\n", await AskAsync(node, issued, From("GW2", MllpTests.Report("2"))));
        await RequireRefusedAsync(node, certificate: null);
        await RequireRefusedAsync(node, forged);
        await RequireRefusedAsync(node, stranger);
        Assert.Contains("\nMSA|AA|3\n", await AskAsync(node, named, MllpTests.Report("3")));
    }

    [Theory]
    [InlineData("", "", "\nMSA|AR|1\n")]
    [InlineData("AL", "NE", "\nMSA|CR|1\n")]
    public async Task A_certificate_speaks_only_for_its_own_application_and_what_else_it_sends_is_refused_by_name(string accept, string application, string answer)
    {
        using var one = TestCertificates.SelfSigned("gateway-1");
        using var two = TestCertificates.SelfSigned("gateway-2");
        await using var node = await StartAsync(
            "Hl7:Senders:0:Application=GW", $"Hl7:Senders:0:Certificate={HashOf(one)}", "Hl7:Senders:1:Application=GW2", "Hl7:Senders:1:Facility=H", $"Hl7:Senders:1:Certificate={HashOf(two)}");
        await node.AdmitAsync("ICU-03", "elsewhere");

        var refused = await AskAsync(node, two, MllpTests.Report("1", accept: accept, application: application));

        Assert.Contains(answer, refused);
        Assert.Contains("ERR||MSH^1^3|204^", refused);
        Assert.Contains("UnknownSender", refused);
        Assert.Contains("\nMSA|AA|2\n", await AskAsync(node, one, MllpTests.Report("2")));
        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task In_the_clear_a_sender_is_known_by_its_address_alone()
    {
        await using var node = await EdgeNode.StartAsync(null, "Hl7:Senders:0:Application=GW", "Hl7:Senders:0:Address=127.0.0.1", "Hl7:Senders:1:Application=ADT", "Hl7:Senders:1:Address=10.0.0.9");
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        Assert.Contains("\nMSA|AA|1\n", await sender.AskAsync(MllpTests.Report("1")));
        Assert.Contains("UnknownSender", await sender.AskAsync(From("ADT", MllpTests.Report("2"))));
        Assert.Contains("\nMSA|AA|3\n", await sender.AskAsync(MllpTests.Report("3")));
    }

    [Fact]
    public async Task Whoever_speaks_in_the_clear_is_told_that_tls_is_spoken_and_every_refusal_is_counted_with_its_reason()
    {
        using var authority = TestCertificates.Authority("our authority");
        await using var node = await StartAsync(Requiring(authority));
        using var counts = new NodeCounts(node);
        using (var clear = await Hl7Sender.ConnectAsync(node.Hl7TlsPort))
        {
            var told = await clear.AskAsync(MllpTests.Report("1"));

            Assert.Contains("\nMSA|AR\n", told);
            Assert.Contains("TLS is spoken on this port", told);
            Assert.DoesNotContain("GW", told);
            await clear.RequireClosedAsync();
        }

        using (var noise = await Hl7Sender.ConnectAsync(node.Hl7TlsPort))
        {
            await noise.SendAsync(new byte[] { 22, 3, 1, 0xFF, 0xFF, 1, 2, 3 });
            await noise.SendAsync(new byte[1 << 16]);
            await noise.RequireClosedAsync();
        }

        await RequireRefusedAsync(node, certificate: null);

        await counts.ReachesAsync("hl7.closed/NotTls", 1);
        await counts.ReachesAsync("hl7.closed/HandshakeFailed", 1);
        await counts.ReachesAsync("hl7.closed/CertificateRefused", 1);
        Assert.DoesNotContain("GW", await File.ReadAllTextAsync(Path.Combine(node.DataDirectory, "edge.log")));
    }

    private async Task<EdgeNode> StartAsync(params string[] settings)
    {
        var pfx = Path.Combine(_folder.FullName, "edge.pfx");
        await File.WriteAllBytesAsync(pfx, _edge.Export(X509ContentType.Pkcs12, "pfx"));
        return await EdgeNode.StartAsync(null, ["Hl7:TlsPort=0", $"Hl7:Certificate={pfx}", "Hl7:CertificatePassword=pfx", .. settings]);
    }

    private string[] Requiring(X509Certificate2 authority)
    {
        var pem = Path.Combine(_folder.FullName, "authority.pem");
        File.WriteAllText(pem, authority.ExportCertificatePem());
        return ["Hl7:RequireClientCertificate=true", $"Hl7:ClientAuthority={pem}"];
    }

    private async Task<string> AskAsync(EdgeNode node, X509Certificate2 certificate, string message)
    {
        using var sender = await Hl7Sender.ConnectOverTlsAsync(node.Hl7TlsPort, _edge, certificate);
        return await sender.AskAsync(message);
    }

    /// <summary>With TLS 1.3 a client hears of its certificate's refusal when it reads.</summary>
    private async Task RequireRefusedAsync(EdgeNode node, X509Certificate2? certificate)
    {
        using var sender = await Hl7Sender.ConnectOverTlsAsync(node.Hl7TlsPort, _edge, certificate);
        await sender.RequireClosedAsync();
    }

    private static string From(string application, string message) => message.Replace("|GW|H|", $"|{application}|H|", StringComparison.Ordinal);

    private static string HashOf(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
