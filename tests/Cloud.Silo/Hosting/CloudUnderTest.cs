using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using OrleansCare.Cloud.Hosting;

namespace OrleansCare.Cloud.Tests.Hosting;

/// <summary>The whole cloud silo on free loopback ports and a directory of its own.</summary>
internal sealed class CloudUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _keepsDirectory;

    private CloudUnderTest(WebApplication app, string directory, bool keepsDirectory)
    {
        (_app, Directory, _keepsDirectory) = (app, directory, keepsDirectory);
        var urls = app.Urls.ToList();
        Http = new HttpClient { BaseAddress = new Uri(urls[0]), Timeout = TimeSpan.FromSeconds(30) };
        Uplink = new Uri(urls[1]);
    }

    public string Directory { get; }

    public HttpClient Http { get; }

    public Uri Uplink { get; }

    public static async Task<CloudUnderTest> StartAsync(string? directory = null, bool keepsDirectory = false, string database = "", params string[] more)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("care-cloud-").FullName;
        var app = CloudHost.Build(
        [
            "--set", "Cloud:Port=0", "--set", "Cloud:UplinkPort=0", "--set", $"Cloud:DataDirectory={directory}", "--set", $"Cloud:Database={database}",
            "--set", $"Cloud:LogFile={Path.Combine(directory, "cloud.log")}", "--set", "Logging:LogLevel:Default=Debug", .. more,
        ]);
        await app.StartAsync();
        return new CloudUnderTest(app, directory, keepsDirectory);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_keepsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
