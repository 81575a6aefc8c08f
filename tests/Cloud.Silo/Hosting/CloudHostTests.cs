using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using OrleansCare.Cloud.Hosting;
using OrleansCare.Cloud.Receive;
using OrleansCare.Cloud.Tests.Receive;
using OrleansCare.Hosting;

namespace OrleansCare.Cloud.Tests.Hosting;

public sealed class CloudHostTests
{
    [Fact]
    public async Task A_taken_port_ends_the_start_with_exit_code_2()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var directory = Directory.CreateTempSubdirectory("care-cloud-");

        Assert.Equal(2, await RunAsync(["--set", $"Cloud:Port={port}", "--set", "Cloud:UplinkPort=0", "--set", $"Cloud:DataDirectory={directory.FullName}"]));
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_ends_the_start_with_exit_code_2()
    {
        var file = Path.GetTempFileName();

        Assert.Equal(2, await RunAsync(["--set", "Cloud:Port=0", "--set", "Cloud:UplinkPort=0", "--set", $"Cloud:DataDirectory={file}"]));
        File.Delete(file);
    }

    [Fact]
    public async Task The_cloud_stops_while_an_edge_is_connected_and_the_edge_is_told()
    {
        var cloud = await CloudUnderTest.StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);

        await cloud.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<RpcException>(edge.ReadAsync);
    }

    [Theory]
    [InlineData("--set", "Cloud:Port=99999")]
    [InlineData("--set", "Cloud:Port=many")]
    [InlineData("--set", "Cloud:Port=7081")]
    [InlineData("--set", "Cloud:Bind=everywhere")]
    [InlineData("--config", "/no/such/file.json")]
    [InlineData("--verbose", "yes")]
    public async Task A_wrong_configuration_ends_the_start_with_exit_code_2(string name, string value)
    {
        Assert.Equal(2, await RunAsync([name, value]));
    }

    [Fact]
    public async Task Health_answers_and_a_missing_portal_says_so()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        Assert.Equal("Healthy", await cloud.Http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        using var portal = await cloud.Http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, portal.StatusCode);
        Assert.Contains("Cloud:PortalDirectory", await portal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_port_serves_only_what_it_is_for()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        foreach (var path in new[] { "/healthz", "/api/status", "/fhir/metadata" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cloud.Uplink, path))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var asked = await cloud.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        }

        using var call = await cloud.Http.PostAsync(new Uri("/care.uplink.v1.Uplink/Send", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, call.StatusCode);
    }

    private static Task<int> RunAsync(string[] arguments) => SiloProcess.RunAsync("The cloud silo", () => CloudHost.Build(arguments));
}
