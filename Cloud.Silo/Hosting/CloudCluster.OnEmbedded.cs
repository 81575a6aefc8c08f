using Orleans.Hosting;
using OrleansCare.Hosting;

namespace OrleansCare.Cloud.Hosting;

internal static class CloudCluster
{
    /// <summary>Each process by itself. Those that share a database hold nothing that it does not decide: a batch that another process overtook is refused and comes again.</summary>
    public static ISiloBuilder UseCloudCluster(this ISiloBuilder silo, CloudOptions options) => options.Cluster
        ? throw new SiloStartException("The embedded engine has no cluster: Cloud:Cluster and --orleans-sql go with --engine orleans.")
        : silo.UseOneSiloCluster("care-cloud");
}
