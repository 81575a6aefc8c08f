using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using OrleansCare.Grpc.Client;
using OrleansCare.Grpc.Tests.Protos;

namespace OrleansCare.Grpc.Tests;

public sealed class TlsTests
{
    [Fact]
    public async Task Both_sides_show_their_certificates()
    {
        using X509Certificate2 server = SelfSigned("CN=localhost");
        using X509Certificate2 edge = SelfSigned("CN=edge");
        await using EchoHost host = await EchoHost.StartAsync(listen => listen.UseHttps(server, https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Thumbprint == edge.Thumbprint;
        }));

        using var known = new GrpcChannel(host.Address, new GrpcChannelOptions { Tls = Tls(server, edge) });
        Note answer = await known.UnaryAsync(EchoHost.Say, new Note { Number = 1 }, Note.Parser);
        Assert.Equal(2, answer.Number);

        using var stranger = new GrpcChannel(host.Address, new GrpcChannelOptions { Tls = Tls(server, server) });
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(() => stranger.UnaryAsync(EchoHost.Say, new Note(), Note.Parser));
        Assert.Equal(StatusCode.Unavailable, failure.Status);
    }

    private static SslClientAuthenticationOptions Tls(X509Certificate2 server, X509Certificate2 own) => new()
    {
        TargetHost = "localhost",
        ClientCertificates = [own],
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && certificate.GetCertHashString() == server.Thumbprint,
    };

    private static X509Certificate2 SelfSigned(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
