using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using NodaTime;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>Section <c>Hl7</c>.</summary>
public sealed class Hl7Options : IValidatableObject
{
    private const int Sha256HexDigits = 64;

    /// <summary>MLLP in the clear, 2575 by custom; 0 takes a free one. Default none: not listening.</summary>
    [Range(0, 65535)]
    public int? Port { get; init; }

    /// <summary>MLLP over TLS; 0 takes a free one. Default none: not listening. Needs <see cref="Certificate"/>.</summary>
    [Range(0, 65535)]
    public int? TlsPort { get; init; }

    /// <summary>PFX file of the TLS listener's certificate, with those between it and its authority.</summary>
    public string? Certificate { get; init; }

    public string? CertificatePassword { get; init; }

    /// <summary>Whether a sender over TLS must show a certificate: one of <see cref="Senders"/>, or one of <see cref="ClientAuthority"/>. Default no.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>PEM file of the authorities whose certificates senders may show. Default none: only those that <see cref="Senders"/> name.</summary>
    public string? ClientAuthority { get; init; }

    /// <summary>Who may send; empty lets in every sender that reaches the port.</summary>
    public IReadOnlyList<Hl7Sender> Senders { get; init; } = [];

    /// <summary>IANA zone of times that say none. Default UTC.</summary>
    [Required]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>A longer message ends the connection. 4 KiB to 2 MiB, default 1 MiB: waves of ten seconds.</summary>
    [Range(4 << 10, 2 << 20)]
    public int MessageBytesAtMost { get; init; } = 1 << 20;

    /// <summary>A connection on which nothing came for so long is closed. 10 s to 1 day, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>HOST:PORT of the hospital's alarm manager, which gets every alarm as IHE PCD-04. Default none.</summary>
    [RegularExpression(@".+:\d{1,5}", ErrorMessage = "Hl7:AlarmReceiver is HOST:PORT, e.g. 10.0.0.7:2575.")]
    public string? AlarmReceiver { get; init; }

    /// <summary>After so long without news a standing alarm is reported again, as <c>continue</c>. 10 s to 10 min, default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan AlarmContinueEvery { get; init; } = TimeSpan.FromMinutes(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TlsPort is not null && !File.Exists(Certificate))
        {
            yield return new ValidationResult(
                $"Hl7:TlsPort needs Hl7:Certificate, the PFX file of its certificate; there is no file '{Certificate}'.", [nameof(Certificate)]);
        }

        if (AlarmReceiver is not null && (!int.TryParse(AlarmReceiver.AsSpan(AlarmReceiver.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > IPEndPoint.MaxPort))
        {
            yield return new ValidationResult($"Hl7:AlarmReceiver is '{AlarmReceiver}'; its port must be 1 to {IPEndPoint.MaxPort}.", [nameof(AlarmReceiver)]);
        }

        if (ClientAuthority is not null && !File.Exists(ClientAuthority))
        {
            yield return new ValidationResult($"Hl7:ClientAuthority is a PEM file; there is no file '{ClientAuthority}'.", [nameof(ClientAuthority)]);
        }

        if (RequireClientCertificate && ClientAuthority is null && Senders.All(sender => sender.Certificate.Length == 0))
        {
            yield return new ValidationResult(
                "Hl7:RequireClientCertificate needs to know which: set Hl7:ClientAuthority, or Certificate of one of Hl7:Senders.", [nameof(RequireClientCertificate)]);
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            yield return new ValidationResult($"Hl7:TimeZone is '{TimeZone}'; it must be an IANA zone, e.g. Europe/Berlin.", [nameof(TimeZone)]);
        }

        for (var i = 0; i < Senders.Count; i++)
        {
            var (sender, name) = (Senders[i], $"Hl7:Senders:{i}");
            if (sender.Application.Length == 0)
            {
                yield return new ValidationResult($"{name}:Application is missing: MSH-3 of what it sends.", [nameof(Senders)]);
            }

            if (sender.Address.Length > 0 && !IPAddress.TryParse(sender.Address, out _))
            {
                yield return new ValidationResult($"{name}:Address is '{sender.Address}'; it must be an IP address.", [nameof(Senders)]);
            }

            if (sender.Certificate.Length > 0 && (sender.Certificate.Length != Sha256HexDigits || !sender.Certificate.All(char.IsAsciiHexDigit)))
            {
                yield return new ValidationResult($"{name}:Certificate must be the SHA-256 of a certificate, {Sha256HexDigits} hex digits.", [nameof(Senders)]);
            }

            if (sender.CertificateName.Length > 0 && (ClientAuthority is null || Uri.CheckHostName(sender.CertificateName) == UriHostNameType.Unknown))
            {
                yield return new ValidationResult($"{name}:CertificateName is a host name, and needs Hl7:ClientAuthority to vouch for it.", [nameof(Senders)]);
            }
        }
    }
}

/// <param name="Application">MSH-3.1.</param>
/// <param name="Facility">MSH-4.1; empty is any.</param>
/// <param name="Address">IP address it must come from; empty is any.</param>
/// <param name="Certificate">SHA-256 of the certificate that it must show, hex; empty is any or none. Named here, no authority need vouch for it.</param>
/// <param name="CertificateName">Host or common name in its certificate of <see cref="Hl7Options.ClientAuthority"/>; empty is any or none.</param>
public sealed record Hl7Sender(string Application, string Facility = "", string Address = "", string Certificate = "", string CertificateName = "");
