using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Devices.Profiles;
using OrleansCare.Edge.Tests.Devices.Hl7;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Tests.Devices.Profiles;

/// <summary>Device profiles are picked up while running; an assumed one only observes until an engineer confirms it.</summary>
public sealed class ProfileWatchTests : IDisposable
{
    private const string Profile =
        """{ "name": "our-monitor", "title": "Ours", "evidence": "EVIDENCE", "source": "a test", "recognise": [ { "sendingApplication": "GW" } ] }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("care-profiles-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_new_profile_is_in_use_and_a_broken_one_is_named_while_the_others_stay()
    {
        var log = new Lines();
        using var watch = new ProfileWatch(Options.Create(new ProfileOptions { Directory = _folder.FullName }), log);
        Assert.Empty(watch.Catalog.Profiles);

        Write("ours.json", Profile.Replace("EVIDENCE", "sample", StringComparison.Ordinal));
        watch.Reload();
        Assert.Equal("our-monitor", Assert.Single(watch.Catalog.Profiles).Name);

        Write("broken.json", """{ "name": "broken" }""");
        watch.Reload();
        Assert.Equal("our-monitor", Assert.Single(watch.Catalog.Profiles).Name);
        Assert.Contains(log.Written, line => line.Contains("broken.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_assumed_profile_reads_from_HL7_is_in_quarantine_until_it_is_confirmed_and_again_when_its_file_changes()
    {
        foreach (var file in Directory.GetFiles(ProfileLoader.ShippedFolder))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        Write("our-monitor.json", Profile.Replace("EVIDENCE", "assumed", StringComparison.Ordinal));
        await using var node = await EdgeNode.StartAsync(settings: [$"Profiles:Directory={_folder.FullName}"]);
        await node.AdmitAsync("ICU-03", "elsewhere");

        Assert.Contains("ProfileUnconfirmed", await AskAsync(node, "1"));
        using var confirmed = await node.Client.PostAsJsonAsync(new Uri(node.Http, "/api/profiles/our-monitor/confirm"), new ProfileDecisionRequest("Biomed 4"));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Contains("|AA|", await AskAsync(node, "2"));

        Write("our-monitor.json", Profile.Replace("EVIDENCE", "assumed", StringComparison.Ordinal) + " ");
        await node.RestartAsync();
        Assert.Contains("ProfileUnconfirmed", await AskAsync(node, "3"));
    }

    private static async Task<string> AskAsync(EdgeNode node, string id)
    {
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        return await sender.AskAsync(MllpTests.Report(id));
    }

    private void Write(string name, string json) => File.WriteAllText(Path.Combine(_folder.FullName, name), json);

    private sealed class Lines : ILogger<ProfileWatch>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Written)
            {
                Written.Add(formatter(state, exception));
            }
        }
    }
}
