using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>Who is at the other end of a connection, as far as the connection shows it.</summary>
/// <param name="Certificate">Shown and trusted (<see cref="SenderCertificates"/>); null in the clear or when none was shown.</param>
internal sealed record Hl7Peer(IPAddress? Address, X509Certificate2? Certificate)
{
    public static Hl7Peer Of(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        return new Hl7Peer(
            address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address, connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate);
    }
}

/// <summary>Which application and facility (MSH-3, MSH-4) a peer may send for: Hl7:Senders. Where none is listed, every peer may for any.</summary>
internal sealed class RegisteredSenders(IOptions<Hl7Options> options)
{
    private readonly IReadOnlyList<Hl7Sender> _senders = options.Value.Senders;

    public bool MaySend(Hl7Message message, Hl7Peer peer)
    {
        if (_senders.Count == 0)
        {
            return true;
        }

        var application = message.Header[3].Component(1).ToText(message.CharacterSet);
        var facility = message.Header[4].Component(1).ToText(message.CharacterSet);
        return _senders.Any(sender =>
            sender.Application == application && (sender.Facility.Length == 0 || sender.Facility == facility) && IsAt(sender, peer));
    }

    private static bool IsAt(Hl7Sender sender, Hl7Peer peer) =>
        (sender.Address.Length == 0 || IPAddress.Parse(sender.Address).Equals(peer.Address))
        && (sender.Certificate.Length == 0
            || sender.Certificate.Equals(peer.Certificate?.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase))
        && (sender.CertificateName.Length == 0 || peer.Certificate?.MatchesHostname(sender.CertificateName, allowWildcards: false) == true);
}
