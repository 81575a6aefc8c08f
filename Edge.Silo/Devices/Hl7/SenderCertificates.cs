using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// Which certificates a sender may show: those that Hl7:Senders name, however old and by whomever they were issued, and those that Hl7:ClientAuthority
/// issued for clients. Without either, nobody is known by a certificate and any is let in. Nothing is fetched from a network, revocation lists neither.
/// </summary>
internal sealed class SenderCertificates
{
    /// <summary>id-kp-clientAuth, RFC 5280 section 4.2.1.12.</summary>
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _authorities = [];
    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _time;

    public SenderCertificates(IOptions<Hl7Options> options, TimeProvider time)
    {
        _time = time;
        IsRequired = options.Value.RequireClientCertificate;
        _named.UnionWith(options.Value.Senders.Select(sender => sender.Certificate).Where(certificate => certificate.Length > 0));
        if (options.Value.ClientAuthority is { } file)
        {
            _authorities.ImportFromPemFile(file);
        }
    }

    public bool IsRequired { get; }

    public bool MayShow(X509Certificate2? certificate) =>
        certificate is null ? !IsRequired
        : _named.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256))
          || (_authorities.Count > 0 ? IsVouchedFor(certificate) : _named.Count == 0);

    private bool IsVouchedFor(X509Certificate2 certificate)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                VerificationTime = _time.GetUtcNow().UtcDateTime,
                VerificationTimeIgnored = false,
            },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate);
    }
}
