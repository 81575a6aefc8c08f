using System.ComponentModel.DataAnnotations;
using System.Net;
using OrleansCare.Clinical.Respiration;

namespace OrleansCare.Edge.Hosting;

/// <summary>Section <c>Edge</c>.</summary>
public sealed class EdgeOptions : IValidatableObject
{
    /// <summary>Address to listen on. Default 127.0.0.1: there is no access control yet.</summary>
    [Required]
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>Station, FHIR and API. Default 7070; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int HttpPort { get; init; } = 7070;

    /// <summary>MQTT 3.1.1 and 5.0. Default 1883; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int MqttPort { get; init; } = 1883;

    /// <summary>MQTT over TLS; usual is 8883, 0 takes a free one. Default none: not listening. Needs <see cref="MqttCertificate"/>.</summary>
    [Range(0, 65535)]
    public int? MqttTlsPort { get; init; }

    /// <summary>PFX file of the TLS listener's certificate.</summary>
    public string? MqttCertificate { get; init; }

    public string? MqttCertificatePassword { get; init; }

    /// <summary>Devices over gRPC (HTTP/2 without TLS); 0 takes a free one. Default none: not listening.</summary>
    [Range(0, 65535)]
    public int? GrpcPort { get; init; }

    /// <summary>Open sockets of one port, known or not yet; one more is closed without a word. 1 to 1,000,000, default 16,384.</summary>
    [Range(1, 1_000_000)]
    public int MaxSockets { get; init; } = 16_384;

    /// <summary>Logs, outbox, keys and grain state. Default <c>data/edge</c> under the working directory; must be a local disk.</summary>
    [Required]
    public string DataDirectory { get; init; } = "data/edge";

    /// <summary>Name of the site as the fleet view shows it.</summary>
    [Required]
    public string Site { get; init; } = "Demo Hospital";

    /// <summary>The built station pages; none are served when the folder is absent.</summary>
    public string StationDirectory { get; init; } = "Clients/Web/dist/station";

    /// <summary>The beat classifier's folder: model.onnx and manifest.json. Default: the one shipped with the silo.</summary>
    public string ModelDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "Inference", "Models", "beat-classifier");

    /// <summary>Bound of the Inputs log on disk; beyond it the oldest are given up. 256 MiB to 4 TiB, default 8 GiB: about 230 bed-hours at the 10.5 kB/s
    /// that three ECG leads, pleth and pressure write, 4.4 of them snapshots (1,000 beds: 14 minutes; give them more).</summary>
    [Range(256L << 20, 4L << 40)]
    public long InputsBytes { get; init; } = 8L << 30;

    /// <summary>How many alarms are kept with their transitions and strips; beyond it the oldest are given up. 1,000 to 1,000,000, default 20,000.
    /// Each takes about 1 kB of memory and 1 kB on disk, and a start reads them all before devices are let in: 20,000 in half a second.</summary>
    [Range(1_000, 1_000_000)]
    public int HistoryAlarms { get; init; } = 20_000;

    /// <summary>Bound of the alarm strips on disk; beyond it the oldest alarms are given up with their strips. 64 MiB to 4 TiB, default 4 GiB: about
    /// 30,000 strips of three ECG leads at 500 Hz, pleth and pressure.</summary>
    [Range(64L << 20, 4L << 40)]
    public long StripBytes { get; init; } = 4L << 30;

    /// <summary>No breath for so long is an apnoea. 10 to 40 s, default 20 s; to be confirmed by site.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:00:40")]
    public TimeSpan ApnoeaDelay { get; init; } = ApnoeaRules.UsualDelay;

    /// <summary>How often a stay is snapshotted; a restart replays at most the Inputs of this span. 1 s to 10 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the site reports itself to the cloud. 1 s to 1 h, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FleetReportInterval { get; init; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Bind, out _))
        {
            yield return new ValidationResult($"Edge:Bind is '{Bind}'; it must be an IP address, e.g. 127.0.0.1 or 0.0.0.0.", [nameof(Bind)]);
        }

        if (MqttTlsPort is not null && !File.Exists(MqttCertificate))
        {
            yield return new ValidationResult(
                $"Edge:MqttTlsPort needs Edge:MqttCertificate, the PFX file of its certificate; there is no file '{MqttCertificate}'.", [nameof(MqttCertificate)]);
        }

        if (HttpPort == MqttPort && HttpPort != 0)
        {
            yield return new ValidationResult($"Edge:HttpPort and Edge:MqttPort are both {HttpPort}; set them apart.", [nameof(HttpPort), nameof(MqttPort)]);
        }
    }
}
