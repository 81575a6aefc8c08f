using System.Net;
using System.Net.Http.Json;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Devices.Profiles;

/// <summary>A wearable ECG patch over MQTT, its profile assumed: it observes until an engineer has confirmed it, over restarts too.</summary>
public sealed class ConfirmedProfileTests
{
    private const string Serial = "patch-17";

    [Fact]
    public async Task A_patch_over_MQTT_observes_until_its_profile_is_confirmed_and_then_counts_with_its_own_codes_units_and_sentinels()
    {
        await using var edge = await EdgeNode.StartAsync();
        await edge.AdmitAsync("ICU-1", Serial);

        Assert.Contains("Implementation specific", (await PublishAsync(edge, 1)).Error);
        var before = await ProfileAsync(edge);
        Assert.Equal((true, 3, "assumed"), (before.ObserveOnly, before.Held, before.Evidence));
        Assert.Null(before.Decision);
        Assert.Equal(0, (await edge.StatusAsync()).PacketsAccepted);
        var entry = Assert.Single((await edge.Client.GetFromJsonAsync<QuarantineReport[]>(new Uri(edge.Http, "/api/quarantine?reason=ProfileUnconfirmed")))!);
        Assert.Equal([new RejectReport("ProfileUnconfirmed", "payload", 3)], entry.Rejects);

        using var confirmed = await DecideAsync(edge, "confirm", new ProfileDecisionRequest("Biomed 4", "compared with the patch's own display", before.Fingerprint));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        await edge.RestartAsync();

        var after = await ProfileAsync(edge);
        Assert.Equal((false, true, "Biomed 4", "compared with the patch's own display"), (after.ObserveOnly, after.Decision!.Confirmed, after.Decision.By, after.Decision.Reason));
        Assert.InRange(after.Decision.At, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal((0, ""), await PublishAsync(edge, 2));
        Assert.Equal(1, (await edge.StatusAsync()).PacketsAccepted);
        var account = (await edge.Client.GetFromJsonAsync<SourceReport[]>(new Uri(edge.Http, "/api/devices/account")))!.Single(source => source.Source == "Mqtt");
        Assert.Equal((4, 3, 0, 1), (account.CameIn, account.Accepted, account.Quarantined, account.Ignored));

        using var withdrawn = await DecideAsync(edge, "withdraw", new ProfileDecisionRequest("Biomed 5"));
        Assert.True((await ProfileAsync(edge)).ObserveOnly);
        Assert.DoesNotContain("Biomed", await File.ReadAllTextAsync(Path.Combine(edge.DataDirectory, "edge.log")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wearable-ecg-patch", "", null, HttpStatusCode.BadRequest)]
    [InlineData("wearable-ecg-patch", "Biomed 4", "another content", HttpStatusCode.Conflict)]
    [InlineData("ge-carescape", "Biomed 4", null, HttpStatusCode.Conflict)]
    [InlineData("no-such", "Biomed 4", null, HttpStatusCode.Conflict)]
    public async Task A_decision_that_names_nobody_another_content_or_nothing_to_decide_is_refused(string name, string by, string? fingerprint, HttpStatusCode expected)
    {
        await using var edge = await EdgeNode.StartAsync();

        using var refused = await edge.Client.PostAsJsonAsync(new Uri(edge.Http, $"/api/profiles/{name}/confirm"), new ProfileDecisionRequest(by, null, fingerprint));

        Assert.Equal(expected, refused.StatusCode);
        Assert.True((await ProfileAsync(edge)).ObserveOnly);
    }

    private static Task<HttpResponseMessage> DecideAsync(EdgeNode edge, string verb, ProfileDecisionRequest request) =>
        edge.Client.PostAsJsonAsync(new Uri(edge.Http, $"/api/profiles/wearable-ecg-patch/{verb}"), request);

    private static async Task<ProfileReport> ProfileAsync(EdgeNode edge) =>
        (await edge.Client.GetFromJsonAsync<ProfileReport[]>(new Uri(edge.Http, "/api/profiles")))!.Single(profile => profile.Name == "wearable-ecg-patch");

    /// <summary>A rate in the patch's own words, a temperature in Fahrenheit, a value that means none, and a wave whose rate and scale only the profile knows.</summary>
    private static Task<(int ExitCode, string Error)> PublishAsync(EdgeNode edge, int sequence) => DeviceMqttTests.RunAsync("mosquitto_pub",
    [
        .. DeviceMqttTests.Arguments(edge.MqttPort, Serial), "-u", "user", "-P", "secret", "-t", $"care/v1/{Serial}/json", "-m",
        $$"""
        {"sequence":{{sequence}},"numerics":[{"code":"HR","value":"72 bpm"},{"code":150344,"value":98.6,"unit":"F"},{"code":"RR","value":-999}],
         "waveforms":[{"code":131328,"firstSample":{{sequence * 25}},"samples":[1,2,-999,4]}]}
        """,
    ]);
}
