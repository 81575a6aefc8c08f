using OrleansCare.EmbeddedEngine.Tests.Calls;
using Xunit.Abstractions;

namespace OrleansCare.EmbeddedEngine.Tests.Activations;

/// <summary>What stays in memory of a grain that was called once and that nobody holds a reference to.</summary>
[Collection("alone")]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Activations = 50_000;
    private const long Gibibyte = 1L << 30;

    [Fact]
    public async Task A_million_idle_grains_fit_into_a_gibibyte()
    {
        await using var silo = await TestSilo.StartAsync();
        await CallAsync(silo, 0, 1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await CallAsync(silo, 1_000, Activations);

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Activations;
        output.WriteLine($"{each} bytes an activation");
        Assert.InRange(each, 1, Gibibyte / 1_000_000);
    }

    private static async Task CallAsync(TestSilo silo, int first, int count)
    {
        for (var key = first; key < first + count; key++)
        {
            await silo.Grains.GetGrain<IPulse>(key).Beat(1);
        }
    }
}
