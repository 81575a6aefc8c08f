using OrleansCare.Cli;
using OrleansCare.Cli.Silos;

namespace OrleansCare.BedSimulator.Tests.Cli;

public sealed class ChildSiloTests : IDisposable
{
    private readonly string _output = Path.GetTempFileName();

    public void Dispose() => File.Delete(_output);

    [Fact]
    public async Task A_silo_that_ends_before_it_is_ready_is_reported_with_its_last_output()
    {
        await using var silo = ChildSilo.Start("edge", "/no/such/silo.dll", [], _output);

        var failure = await Assert.ThrowsAsync<CliException>(() => silo.WhenReadyAsync(TimeProvider.System, CancellationToken.None));

        Assert.Contains("The edge silo ended before it was ready (exit code", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/no/such/silo.dll", failure.Message, StringComparison.Ordinal);
    }
}
