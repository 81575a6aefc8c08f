using System.Net.Http.Json;
using OrleansCare.Clinical.Codes;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Tests.Devices.Hl7;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>A profile is mended: what it could not read enters late, once, to whom it belonged; the rest of the payload is left alone.</summary>
public sealed class MendedReplayTests : IDisposable
{
    private const string Before = """
        { "name": "our-monitor", "title": "Ours", "evidence": "sample", "source": "a test", "recognise": [ { "topic": "care/v1/ours-*" }, { "sendingApplication": "GW" } ],
          "codes": [ { "code": "HF", "mdc": 147842, "unit": "/min" } ] }
        """;

    private const string After = """
        { "name": "our-monitor", "title": "Ours", "evidence": "sample", "source": "a test", "recognise": [ { "topic": "care/v1/ours-*" }, { "sendingApplication": "GW" } ],
          "codes": [ { "code": "HF", "mdc": 147842, "unit": "/min" }, { "code": "SAET", "mdc": 150456, "unit": "%" }, { "code": "AF", "mdc": 151562, "unit": "/min" } ],
          "quirks": { "noValue": [ "-1" ] } }
        """;

    private const string Partly = """{"sequence":7,"numerics":[{"code":"HF","value":72},{"code":"SAET","value":97},{"code":"AF","value":-1},{"code":"??","value":5}]}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("care-mended-");

    public MendedReplayTests()
    {
        foreach (var file in Directory.GetFiles(ProfileLoader.ShippedFolder))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        Write(Before);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_mended_element_of_a_packet_enters_once_and_the_accepted_rest_is_not_delivered_again()
    {
        await using var edge = await StartAsync();
        await edge.AdmitAsync("ICU-1", "ours-1");
        await using var device = await edge.ConnectAsync("ours-1");
        await device.SendAsync("json", Partly);
        device.Sequence = 8;
        await device.SendAsync(Mdc.HeartRate, 75, "/min");
        var entry = Assert.Single(await ListAsync(edge));
        Assert.Equal(["numerics[1]", "numerics[2]", "numerics[3]"], entry.Rejects.Select(reject => reject.Element));

        var unmended = await ReplayAsync(edge, entry.Id);
        Write(After);
        await edge.RestartAsync();
        using var station = await edge.WatchAsync();
        var first = await ReplayAsync(edge, entry.Id);
        var shown = await station.WaitForAsync("the mended saturation", frame => frame.Numerics is { Values.Count: > 0 } numerics && numerics.Values.Any(value => value.Vital == "Spo2"));
        var second = await ReplayAsync(edge, entry.Id);

        Assert.Equal(("Quarantined", 0, 3, 0), Account(unmended));
        Assert.Equal(("Accepted", 1, 1, 1), Account(first));
        Assert.Equal(["Spo2"], shown.Numerics.Values.Select(value => value.Vital));
        Assert.Equal(("Quarantined", 0, 1, 0), Account(second));
        var status = await edge.StatusAsync();
        Assert.Equal((2, 0, 0), (status.PacketsAccepted, status.PacketsMissing, status.PacketsDuplicate));
        await using var later = await edge.ConnectAsync("ours-1");
        later.Sequence = 9;
        await later.SendAsync(Mdc.HeartRate, 76, "/min");
        Assert.Equal(3, (await edge.StatusAsync()).PacketsAccepted);
        var mqtt = (await edge.Client.GetFromJsonAsync<SourceReport[]>(new Uri(edge.Http, "/api/devices/account")))!.Single(account => account.Source == "Mqtt");
        Assert.Equal((1, 1, 0), (mqtt.Mended, mqtt.Accepted, mqtt.Quarantined));
    }

    [Fact]
    public async Task A_mended_element_does_not_go_to_the_patient_who_has_the_device_now()
    {
        await using var edge = await StartAsync();
        var first = await edge.AdmitAsync("ICU-1", "ours-1");
        await using var device = await edge.ConnectAsync("ours-1");
        await device.SendAsync("json", Partly);
        await edge.DischargeAsync(first);
        await edge.AdmitAsync("ICU-1", "ours-1");
        Write(After);
        await edge.RestartAsync();

        var replay = await ReplayAsync(edge, Assert.Single(await ListAsync(edge)).Id);

        Assert.Equal(("Accepted", 0, 2, 1), Account(replay));
        Assert.Equal(0, (await edge.StatusAsync()).PacketsAccepted);
        var kept = Assert.Single(await ListAsync(edge));
        Assert.Equal(["NotAssociated numerics[1]", "UnknownCode numerics[3]"], kept.Replays.Single().Remaining.Select(reject => $"{reject.Reason} {reject.Element}"));
    }

    [Fact]
    public async Task What_an_unconfirmed_profile_held_back_enters_behind_newer_packets_and_nothing_is_missing()
    {
        Write(Before.Replace("\"sample\"", "\"assumed\"", StringComparison.Ordinal));
        await using var edge = await StartAsync();
        await edge.AdmitAsync("ICU-1", "ours-1");
        await using var device = await edge.ConnectAsync("ours-1");
        device.Sequence = 1;
        await device.SendAsync(Mdc.HeartRate, 71, "/min");
        await device.SendAsync(Mdc.HeartRate, 72, "/min");
        using var confirmed = await edge.Client.PostAsJsonAsync(new Uri(edge.Http, "/api/profiles/our-monitor/confirm"), new ProfileDecisionRequest("Biomed 4"));
        confirmed.EnsureSuccessStatusCode();
        await device.SendAsync(Mdc.HeartRate, 73, "/min");
        var held = await ListAsync(edge);

        var replays = new[] { await ReplayAsync(edge, held[0].Id), await ReplayAsync(edge, held[1].Id), await ReplayAsync(edge, held[1].Id) };

        Assert.Equal(["Accepted", "Accepted", "Repeated"], replays.Select(replay => replay.Outcome));
        var status = await edge.StatusAsync();
        Assert.Equal((3, 0), (status.PacketsAccepted, status.PacketsMissing));
    }

    [Fact]
    public async Task The_mended_row_of_an_HL7_message_enters_alone()
    {
        await using var edge = await StartAsync();
        await edge.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(edge.Hl7Port);
        var message = MllpTests.Report("1") + "OBX|3|NM|SAET^Saettigung^L|1.2.1.2|97||||||R\rOBX|4|NM|XX^unknown^L|1.2.1.3|5||||||R\r";
        Assert.Contains("\nMSA|AA|1\n", await sender.AskAsync(message));
        var entry = Assert.Single(await ListAsync(edge));
        Assert.Equal(["OBX[3]", "OBX[4]"], entry.Rejects.Select(reject => reject.Element));
        Write(After);
        await edge.RestartAsync();
        using var station = await edge.WatchAsync();

        var first = await ReplayAsync(edge, entry.Id);
        var shown = await station.WaitForAsync("the mended saturation", frame => frame.Numerics is { Values.Count: > 0 } numerics && numerics.Values.Any(value => value.Vital == "Spo2"));
        var second = await ReplayAsync(edge, entry.Id);

        Assert.Equal(("Accepted", 1, 1, 0), Account(first));
        Assert.Equal(["Spo2"], shown.Numerics.Values.Select(value => value.Vital));
        Assert.Equal(("Quarantined", 0, 1, 0), Account(second));
    }

    private static (string, int, int, int) Account(ReplayReport replay) => (replay.Outcome, replay.Accepted, replay.Quarantined, replay.Ignored);

    private static async Task<QuarantineReport[]> ListAsync(EdgeNode edge) => (await edge.Client.GetFromJsonAsync<QuarantineReport[]>(new Uri(edge.Http, "/api/quarantine")))!;

    private static async Task<ReplayReport> ReplayAsync(EdgeNode edge, long id)
    {
        using var response = await edge.Client.PostAsync(new Uri(edge.Http, $"/api/quarantine/{id}/replay"), null);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ReplayReport>())!;
    }

    private Task<EdgeNode> StartAsync() => EdgeNode.StartAsync(settings: [$"Profiles:Directory={_folder.FullName}"]);

    private void Write(string profile) => File.WriteAllText(Path.Combine(_folder.FullName, "our-monitor.json"), profile);
}
