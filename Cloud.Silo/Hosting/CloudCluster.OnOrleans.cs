using System.Net;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCare.Hosting;
using OrleansCare.Storage;

namespace OrleansCare.Cloud.Hosting;

/// <summary>One silo by itself, or as many as share a PostgreSQL database: members, reminders and grain state are in it.</summary>
internal static class CloudCluster
{
    private const string Name = "care-cloud";
    private const string Invariant = "Npgsql";
    private static readonly string[] Scripts = ["PostgreSQL-Main.sql", "PostgreSQL-Clustering.sql"];

    public static ISiloBuilder UseCloudCluster(this ISiloBuilder silo, CloudOptions options)
    {
        if (!options.Cluster || options.Database.Length == 0)
        {
            return silo.UseOneSiloCluster(Name);
        }

        PrepareTables(options);
        silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = Name);
        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Invariant, options.Database));
        silo.UsePostgresReminderService(options.Database);
        silo.AddPostgresGrainStorage(Name, storage => storage.ConnectionString = options.Database);
        var (siloPort, gatewayPort) = OneSiloCluster.FreePorts();
        return silo.ConfigureEndpoints(IPAddress.Parse(options.Bind), siloPort, gatewayPort);
    }

    /// <exception cref="SiloStartException">The database is away, or lacks Orleans' tables and no folder of scripts was given, or the folder lacks one.</exception>
    private static void PrepareTables(CloudOptions options)
    {
        try
        {
            using var connection = new NpgsqlConnection(options.Database);
            connection.Open();
            using var look = new NpgsqlCommand("SELECT to_regclass('orleansmembershiptable') IS NOT NULL", connection);
            if (look.ExecuteScalar() is true)
            {
                return;
            }

            foreach (var script in FindScripts(options.OrleansSql))
            {
#pragma warning disable CA2100 // The operator's own file, from the Orleans release.
                using var create = new NpgsqlCommand(File.ReadAllText(script), connection);
#pragma warning restore CA2100
                create.ExecuteNonQuery();
            }
        }
        catch (NpgsqlException error)
        {
            throw new SiloStartException($"Cloud:Database cannot be prepared: {error.Message}");
        }
    }

    private static List<string> FindScripts(string folder)
    {
        if (folder.Length == 0)
        {
            throw new SiloStartException(
                $"Cloud:Database has no tables for a cluster. Start once with --orleans-sql DIR, the folder with {string.Join(" and ", Scripts)} of the Orleans release.");
        }

        var found = Scripts.Select(name => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).FirstOrDefault() : null).ToList();
        var missing = Scripts.Where((_, i) => found[i] is null).ToList();
        return missing.Count == 0 ? [.. found.Select(path => path!)] : throw new SiloStartException($"'{folder}' lacks {string.Join(" and ", missing)}.");
    }
}
