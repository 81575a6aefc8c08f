using System.Net.Http.Json;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Tests.Association;
using OrleansCare.Edge.Tests.Devices.Hl7;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>docs/flows/disordered-reality.md, rule by rule.</summary>
public class DisorderTests
{
    [Fact]
    public async Task A_late_packet_fills_its_gap()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");

        await device.SendAsync("json", Packet(1));
        await device.SendAsync("json", Packet(3));
        Assert.Equal(1, (await node.StatusAsync()).PacketsMissing);
        await device.SendAsync("json", Packet(2));

        Assert.Equal((3, 0, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing, status.PacketsDuplicate) : default);
    }

    [Fact]
    public async Task A_late_packet_is_kept_and_not_shown_as_now_also_after_a_restart()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using (var device = await node.ConnectAsync("monitor-1"))
        {
            await device.SendAsync("json", Packet(1, rate: 72, minutesAgo: 0));
        }

        await node.RestartAsync();
        using var station = await node.WatchAsync();
        await using (var device = await node.ConnectAsync("monitor-1"))
        {
            await device.SendAsync("json", Packet(2, rate: 30, minutesAgo: 10));
            await device.SendAsync("json", Packet(3, rate: 73, minutesAgo: 0));
        }

        var shown = new List<double>();
        await station.WaitForAsync("the heart rate of now", frame =>
        {
            shown.AddRange(frame.Numerics?.Values.Select(value => value.Value) ?? []);
            return shown.Contains(73);
        });
        Assert.DoesNotContain(30, shown);
        Assert.Equal((3, 0, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing, status.PacketsDuplicate) : default);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(20)]
    public async Task A_clock_that_is_hours_off_changes_nothing_but_the_offset_that_is_shown(int hours)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");
        var time = TimeProvider.System.GetUtcNow().AddHours(hours);

        await device.SendAsync("json", $$"""{"sequence":1,"time":"{{time:O}}","numerics":[{"code":147842,"value":72,"unit":"/min"}]}""");

        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
        var report = Assert.Single((await node.Client.GetFromJsonAsync<DeviceReport[]>(new Uri(node.Http, "/api/devices")))!);
        Assert.Equal(-hours, TimeSpan.FromMicroseconds(report.ClockOffsetMicroseconds!.Value).TotalHours, tolerance: 0.1);
    }

    [Fact]
    public async Task A_daylight_saving_jump_of_a_device_without_offsets_costs_no_value()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        foreach (var (id, local) in new[] { ("1", "20261025025900"), ("2", "20261025020000"), ("3", "20261025020100") })
        {
            Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report(id).Replace("20260301125900+0100", local, StringComparison.Ordinal)));
        }

        Assert.Equal((3, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing) : default);
    }

    [Fact]
    public async Task Two_devices_of_a_kind_that_claim_one_bed_are_not_mixed()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("1")));
        var refused = await sender.AskAsync(MllpTests.Report("2", device: "MONITOR-2"));

        Assert.Contains("|AE|", refused);
        Assert.Contains("BedClaimed", refused);
        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task A_device_that_moves_to_another_bed_measures_the_patient_there()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        await node.AdmitAsync("ICU-04", "elsewhere-too");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("1")));
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("2", patient: "MRN-ICU-04", bed: "ICU^^04")));

        Assert.Contains(await node.HistoryAsync("ICU-04"), change => change is { Change: "placed", Cause: "message" });
        Assert.Equal((2, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing) : default);
    }

    [Fact]
    public async Task A_message_in_quarantine_enters_when_its_patient_is_there_and_once()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("1")));
        await node.AdmitAsync("ICU-03", "elsewhere");
        var entry = Assert.Single((await node.Client.GetFromJsonAsync<QuarantineReport[]>(new Uri(node.Http, "/api/quarantine")))!);

        var first = await ReplayAsync(node, entry.Id);
        var second = await ReplayAsync(node, entry.Id);

        Assert.Equal(("Accepted", "Repeated"), (first.Outcome, second.Outcome));
        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    private static async Task<ReplayReport> ReplayAsync(EdgeNode node, long id)
    {
        var response = await node.Client.PostAsync(new Uri(node.Http, $"/api/quarantine/{id}/replay"), null);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ReplayReport>())!;
    }

    private static string Packet(long sequence, double rate, int minutesAgo) =>
        $$"""{"sequence":{{sequence}},"time":"{{TimeProvider.System.GetUtcNow().AddHours(3).AddMinutes(-minutesAgo):O}}","numerics":[{"code":147842,"value":{{rate}},"unit":"/min"}]}""";

    private static string Packet(long sequence) => $$"""{"sequence":{{sequence}},"numerics":[{"code":147842,"value":72,"unit":"/min"}]}""";
}
