using Orleans;
using OrleansCare.Cloud.Tests.Receive;
using OrleansCare.Contracts.Uplink;
using OrleansCare.Hosting;

namespace OrleansCare.Cloud.Tests.Hosting;

[Collection(PostgresTests.Name)]
public sealed class ClusterTests(PostgresFixture postgres)
{
    [ClusterFact]
    public async Task Clouds_in_one_cluster_take_an_edges_batches_in_turn_as_if_they_were_one()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await using var one = await CloudUnderTest.StartAsync(null, false, database, "--orleans-sql", ClusterFactAttribute.Scripts!);
        await using var other = await CloudUnderTest.StartAsync(null, false, database, "--set", "Cloud:Cluster=true");
        var outbox = new OutboxUnderTest();
        outbox.Append(ItemClass.Vital, Payloads.Observations(9));
        Receipt receipt = new();
        for (var first = 1; first < 9; first += 2)
        {
            await using var edge = await EdgeUnderTest.OpenAsync(first % 4 == 1 ? one.Uplink : other.Uplink, outbox: outbox);
            receipt = await edge.SendAsync(outbox.Batch(ItemClass.Vital, first, first + 1));
        }

        Assert.Equal((8UL, 8UL, 0UL, 0UL), (receipt.Through, receipt.Received, receipt.Duplicates, receipt.Missing));
        Assert.Equal(8, (await one.GetAsync("/fhir/Observation")).GetProperty("total").GetInt32());
    }

    [ClusterFact]
    public async Task A_folder_without_the_releases_scripts_is_told_by_their_names()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        var empty = Directory.CreateTempSubdirectory("care-cloud-").FullName;

        var refused = await Assert.ThrowsAsync<SiloStartException>(() => CloudUnderTest.StartAsync(null, false, database, "--orleans-sql", empty));

        Directory.Delete(empty);

        Assert.Contains("PostgreSQL-Main.sql and PostgreSQL-Clustering.sql", refused.Message, StringComparison.Ordinal);
    }
}

/// <summary>Runs on the Orleans engine, given the folder of its release's SQL scripts in CARE_ORLEANS_SQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() =>
        Skip = typeof(Grain).Assembly.GetName().Name == "OrleansCare.Orleans.Embedded" ? "The embedded engine has no cluster."
            : Scripts is null ? "CARE_ORLEANS_SQL names no folder of the Orleans release's SQL scripts."
            : null;

    public static string? Scripts { get; } = Environment.GetEnvironmentVariable("CARE_ORLEANS_SQL");
}
