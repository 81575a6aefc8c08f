using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansCare.Edge.Devices.Hl7;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

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
        using var watch = new ProfileWatch(Options.Create(new Hl7Options { ProfileDirectory = _folder.FullName }), log);
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
    public async Task What_an_assumed_profile_reads_is_in_quarantine_until_the_profile_is_confirmed()
    {
        foreach (var file in Directory.GetFiles(ProfileLoader.ShippedFolder))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        Write("our-monitor.json", Profile.Replace("EVIDENCE", "assumed", StringComparison.Ordinal));
        var fingerprint = ProfileLoader.Shipped().LoadFile(Path.Combine(_folder.FullName, "our-monitor.json")).Fingerprint;
        string[] settings = [$"Hl7:ProfileDirectory={_folder.FullName}"];

        Assert.Contains("ProfileUnconfirmed", await AskAsync(settings));
        Assert.Contains("|AA|", await AskAsync([.. settings, $"Hl7:ConfirmedProfiles:0={fingerprint}"]));
    }

    private static async Task<string> AskAsync(string[] settings)
    {
        await using var node = await EdgeNode.StartAsync(settings: settings);
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        return await sender.AskAsync(MllpTests.Report("1"));
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
