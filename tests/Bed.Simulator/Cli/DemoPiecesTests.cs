using System.Net;
using System.Net.Sockets;
using OrleansCare.Cli;
using OrleansCare.Cli.Demo;

namespace OrleansCare.BedSimulator.Tests.Cli;

public sealed class DemoPiecesTests
{
    [Fact]
    public void A_taken_port_is_named_with_its_option()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var failure = Assert.Throws<CliException>(() => (DemoPorts.Usual with { EdgeHttp = port }).RequireFree());

        Assert.Contains($"Port {port} (Edge:HttpPort)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Percentiles_are_values_that_occurred()
    {
        var times = Percentiles.Of([.. Enumerable.Range(1, 1000).Select(i => (double)i)]);

        Assert.Equal(new Percentiles(1000, 500, 990, 999, 1000), times);
        Assert.Equal(new Percentiles(0, null, null, null, null), Percentiles.Of([]));
        Assert.Equal(new Percentiles(1, 3, 3, 3, 3), Percentiles.Of([3.0]));
    }

    [Fact]
    public void A_data_folder_with_something_in_it_is_refused()
    {
        var directory = Directory.CreateTempSubdirectory("demo-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "something"), string.Empty);

            Assert.Throws<CliException>(() => new DemoFolder(directory.FullName));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
