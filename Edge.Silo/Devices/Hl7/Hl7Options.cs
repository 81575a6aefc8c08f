using System.ComponentModel.DataAnnotations;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>Section <c>Hl7</c>.</summary>
public sealed class Hl7Options
{
    /// <summary>MLLP listener, 2575 by custom; 0 takes a free one. Default none: not listening.</summary>
    [Range(0, 65535)]
    public int? Port { get; init; }

    /// <summary>PFX file of the listener's certificate; TLS is spoken when it is given.</summary>
    public string? Certificate { get; init; }

    public string? CertificatePassword { get; init; }

    /// <summary>Whether a sender must show a certificate that this machine trusts. Default no.</summary>
    public bool RequireClientCertificate { get; init; }

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

    /// <summary>Folder of device profiles and their schema; a changed one is picked up while running. Default: the shipped one.</summary>
    public string? ProfileDirectory { get; init; }

    /// <summary>Fingerprints (SHA-256 of the file, hex) of assumed profiles that an engineer has confirmed; the others only observe.</summary>
    public IReadOnlyList<string> ConfirmedProfiles { get; init; } = [];
}

/// <param name="Application">MSH-3.1.</param>
/// <param name="Facility">MSH-4.1; empty is any.</param>
/// <param name="Address">IP address it must come from; empty is any.</param>
public sealed record Hl7Sender(string Application, string Facility = "", string Address = "");
