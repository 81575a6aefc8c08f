using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OrleansCare.Cloud.Hosting;

/// <summary>Section <c>Cloud</c>.</summary>
public sealed class CloudOptions : IValidatableObject
{
    /// <summary>Address to listen on. Default 127.0.0.1: there is no access control yet.</summary>
    [Required]
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>HTTP/1.1: FHIR, status and portal. Default 7080; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 7080;

    /// <summary>HTTP/2 with prior knowledge: the edges' gRPC. Default 7081; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int UplinkPort { get; init; } = 7081;

    /// <summary>Default <c>data/cloud</c> under the working directory; must be a local disk.</summary>
    [Required]
    public string DataDirectory { get; init; } = "data/cloud";

    /// <summary>A PostgreSQL connection string; several cloud processes may share the database. Default: none, one SQLite file in <see cref="DataDirectory"/>.</summary>
    public string Database { get; init; } = "";

    /// <summary>Whether this process joins the cluster of all that share its <see cref="Database"/>, on the Orleans engine. Default: no; each process is by itself then.</summary>
    public bool Cluster { get; init; }

    /// <summary>The folder with the Orleans release's PostgreSQL-Main.sql and PostgreSQL-Clustering.sql, run once where a cluster's tables are missing.
    /// <c>--orleans-sql DIR</c> sets it and <see cref="Cluster"/>.</summary>
    public string OrleansSql { get; init; } = "";

    /// <summary>Of the built portal's index.html. Default wwwroot beside the program.</summary>
    [Required]
    public string PortalDirectory { get; init; } = "wwwroot";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Bind, out _))
        {
            yield return new ValidationResult($"Cloud:Bind is '{Bind}'; it must be an IP address, e.g. 127.0.0.1 or 0.0.0.0.", [nameof(Bind)]);
        }

        if (Cluster && Database.Length == 0)
        {
            yield return new ValidationResult("Cloud:Cluster needs Cloud:Database, in which its members find each other.", [nameof(Cluster), nameof(Database)]);
        }

        if (Port == UplinkPort && Port != 0)
        {
            yield return new ValidationResult($"Cloud:Port and Cloud:UplinkPort are both {Port}; set them apart.", [nameof(Port), nameof(UplinkPort)]);
        }
    }
}
