using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Tests.Devices.Hl7;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Association;

/// <summary>Hospital events over MLLP: a device stays with its bed, the bed's patient changes.</summary>
public class AdtTests
{
    [Fact]
    public async Task An_admitted_patient_gets_the_devices_of_the_bed_and_a_transfer_leaves_them_there()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        Assert.Contains("|AE|", await sender.AskAsync(MllpTests.Report("r1", patient: "A")));
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r2", patient: "A")));
        await DoneAsync(sender, "A02", "A", "ICU^^04");
        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("r3", patient: "A")));
        await DoneAsync(sender, "A01", "B", "ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r4", patient: "B")));
        Assert.Contains("WrongPatient", await sender.AskAsync(MllpTests.Report("r5", patient: "A")));
    }

    [Fact]
    public async Task A_cancelled_transfer_brings_the_patient_back_and_a_cancelled_admission_ends_the_stay()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        await DoneAsync(sender, "A02", "A", "ICU^^04");
        await DoneAsync(sender, "A12", "A", "ICU^^03");

        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r1", patient: "A")));
        await DoneAsync(sender, "A11", "A", "ICU^^03");
        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("r2", patient: "A")));
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        await DoneAsync(sender, "A03", "A", "ICU^^03");
        await DoneAsync(sender, "A13", "A", "ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r3", patient: "A")));
    }

    [Theory]
    [InlineData("A08")]
    [InlineData("A31")]
    public async Task An_update_moves_nobody_unless_its_bed_is_another_than_was_stated_before(string update)
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        var patient = Assert.Single(await node.HistoryAsync("ICU-03"), change => change.Change == "occupied").Patient;
        await node.Client.PostAsJsonAsync(new Uri(node.Http, $"/api/stays/{patient}/transfer"), new TransferRequest("ICU-09", null, "nurse"));

        await DoneAsync(sender, update, "A", "ICU^^03", "Other^Name");
        Assert.Equal("ICU-09", await node.BedOfAsync("A"));
        await DoneAsync(sender, update, "A", "ICU^^04");
        Assert.Equal("ICU-04", await node.BedOfAsync("A"));
    }

    [Fact]
    public async Task Two_patients_who_swap_beds_get_each_others_devices_once()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        await DoneAsync(sender, "A01", "B", "ICU^^04");

        var swap = Hl7Sender.Lines(
            Header("swap", "A17"), "EVN|A17|20260301130000", "PID|||A^^^H^MR||Doe^Ann", "PV1||I|ICU^^04", "PID|||B^^^H^MR||Roe^Bob", "PV1||I|ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(swap));
        Assert.Contains("|AA|", await sender.AskAsync(swap.Replace("|swap|", "|again|", StringComparison.Ordinal)));

        Assert.Equal(("ICU-04", "ICU-03"), (await node.BedOfAsync("A"), await node.BedOfAsync("B")));
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r1", patient: "B")));
    }

    [Fact]
    public async Task A_bed_that_is_taken_is_not_given_twice_and_the_message_is_kept()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");

        var refused = await sender.AskAsync(Adt("x", "A01", "B", "ICU^^03"));

        Assert.Contains("|AE|", refused);
        Assert.Contains("BedOccupied", refused);
        Assert.Single((await node.Client.GetFromJsonAsync<QuarantineReport[]>(new Uri(node.Http, "/api/quarantine?reason=BedOccupied")))!);
    }

    [Theory]
    [InlineData("A40")]
    [InlineData("A18")]
    [InlineData("A34")]
    [InlineData("A36")]
    public async Task A_merged_patient_keeps_the_bed_under_the_surviving_number(string merge)
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "OLD", "ICU^^03");

        Assert.Contains("|AA|", await sender.AskAsync(Hl7Sender.Lines(Header("m", merge), $"EVN|{merge}|20260301130000", "PID|||NEW^^^H^MR||Doe^Ann", "MRG|OLD^^^H^MR")));

        Assert.Equal("ICU-03", await node.BedOfAsync("NEW"));
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r1", patient: "NEW")));
    }

    [Fact]
    public async Task Every_event_that_brings_a_patient_gives_the_bed_and_its_devices_and_every_one_that_ends_takes_them_away()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        string[] comings = ["A01", "A04", "A06", "A13"];
        string[] endings = ["A03", "A07", "A11"];
        var message = 0;
        foreach (var (coming, ending) in comings.SelectMany(coming => endings.Select(ending => (coming, ending))))
        {
            var patient = $"{coming}-{ending}";
            Assert.Contains("|AA|", await sender.AskAsync(Adt($"m{++message}", coming, patient, "ICU^^03")));
            Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report($"m{++message}", patient: patient)));
            Assert.Contains("|AA|", await sender.AskAsync(Adt($"m{++message}", ending, patient, "ICU^^03")));
            Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report($"m{++message}", patient: patient)));
        }

        var lines = (await node.HistoryAsync("ICU-03")).Where(line => line.Change is "occupied" or "vacated");
        Assert.Equal(
            comings.SelectMany(coming => endings.SelectMany(ending => new[] { $"occupied {coming}", $"vacated {ending}" })),
            lines.Select(line => $"{line.Change} {line.Cause}"));
    }

    [Fact]
    public async Task A_patient_who_is_only_announced_gets_no_bed_and_every_element_is_ignored_on_purpose()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        await DoneAsync(sender, "A05", "A", "ICU^^03");

        Assert.Empty(await node.HistoryAsync());
        var account = (await node.Client.GetFromJsonAsync<SourceReport[]>(new Uri(node.Http, "/api/devices/account")))!.Single(source => source.Source == "Hl7");
        Assert.Equal((0, 0, account.CameIn - account.Accepted), (account.Quarantined, account.NotKept, account.Ignored));
        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("r1", patient: "A")));
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r2", patient: "A")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_and_an_end_do_the_same_to_devices_whoever_says_so(bool byHand)
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await sender.AskAsync(MllpTests.Report("d1", patient: "", device: "MONITOR-1"));
        await sender.AskAsync(MllpTests.Report("d2", patient: "", bed: "ICU^^04", device: "MONITOR-2"));
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        var patient = Assert.Single(await node.HistoryAsync("ICU-03"), line => line.Change == "occupied").Patient;

        await (byHand
            ? (Task)node.Client.PostAsJsonAsync(new Uri(node.Http, $"/api/stays/{patient}/transfer"), new TransferRequest("ICU-04", null, "nurse"))
            : sender.AskAsync(Adt("move", "A02", "A", "ICU^^04")));
        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("r1", patient: "A")));
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r2", patient: "A", bed: "ICU^^04", device: "MONITOR-2")));
        await (byHand
            ? (Task)node.DischargeAsync(patient!)
            : sender.AskAsync(Adt("end", "A03", "A", "ICU^^04")));
        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("r3", patient: "A", bed: "ICU^^04", device: "MONITOR-2")));

        Assert.Equal(["placed", "occupied", "vacated"], (await node.HistoryAsync("ICU-03")).Select(line => line.Change));
        Assert.Equal(["placed", "occupied", "vacated"], (await node.HistoryAsync("ICU-04")).Select(line => line.Change));
    }

    [Fact]
    public async Task A_corrected_birth_date_changes_the_age_by_which_limits_go()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");

        Assert.Contains("|AA|", await sender.AskAsync(Adt("fix", "A08", "A", "ICU^^03").Replace("19600501", "20240501", StringComparison.Ordinal)));

        var audit = await node.Client.GetStringAsync(new Uri(node.Http, "/api/audit?action=ProfileEntered"));
        Assert.Contains("\"by\":\"ADT\"", audit);
        Assert.DoesNotContain("2024", audit.Split("\"detail\"")[1]);
    }

    [Fact]
    public async Task A_patient_on_leave_keeps_the_bed_and_its_devices_measure_nobody()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r1", patient: "A")));

        await DoneAsync(sender, "A21", "A", "ICU^^03");
        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("r2", patient: "A")));
        await DoneAsync(sender, "A22", "A", "ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r3", patient: "A")));
    }

    [Fact]
    public async Task A_device_that_comes_to_the_bed_of_a_patient_on_leave_measures_nobody_until_the_return()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        await DoneAsync(sender, "A21", "A", "ICU^^03");

        Assert.Contains("NotAssociated", await sender.AskAsync(MllpTests.Report("r1", patient: "A")));
        await DoneAsync(sender, "A22", "A", "ICU^^03");
        Assert.Contains("|AA|", await sender.AskAsync(MllpTests.Report("r2", patient: "A")));
    }

    [Theory]
    [InlineData("A02")]
    [InlineData("A03")]
    [InlineData("A08")]
    public async Task An_event_of_two_patients_who_both_lie_here_is_refused_and_changes_neither(string trigger)
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        await DoneAsync(sender, "A01", "B", "ICU^^04");

        Assert.Contains("PatientInTwoBeds", await sender.AskAsync(Adt("both", trigger, "B^^^H^MR~A", "ICU^^05")));

        Assert.Equal(("ICU-03", "ICU-04"), (await node.BedOfAsync("A"), await node.BedOfAsync("B")));
    }

    [Fact]
    public async Task A_transfer_that_is_cancelled_twice_is_cancelled_once()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        await DoneAsync(sender, "A02", "A", "ICU^^04");

        Assert.Contains("|AA|", await sender.AskAsync(Adt("c1", "A12", "A", "")));
        Assert.Contains("|AA|", await sender.AskAsync(Adt("c2", "A12", "A", "")));

        Assert.Equal("ICU-03", await node.BedOfAsync("A"));
    }

    [Fact]
    public async Task An_update_to_a_bed_that_was_taken_moves_the_patient_when_it_comes_again_and_the_bed_is_free()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await DoneAsync(sender, "A01", "A", "ICU^^03");
        await DoneAsync(sender, "A01", "B", "ICU^^04");
        Assert.Contains("BedOccupied", await sender.AskAsync(Adt("u1", "A08", "A", "ICU^^04")));
        await DoneAsync(sender, "A03", "B", "ICU^^04");

        Assert.Contains("|AA|", await sender.AskAsync(Adt("u2", "A08", "A", "ICU^^04")));

        Assert.Equal("ICU-04", await node.BedOfAsync("A"));
    }

    private static async Task DoneAsync(Hl7Sender sender, string trigger, string patient, string bed, string name = "Doe^Ann")
    {
        var reply = await sender.AskAsync(Adt($"{trigger}-{patient}-{bed}", trigger, patient, bed, name));
        Assert.True(reply.Contains("|AA|", StringComparison.Ordinal), reply);
    }

    internal static string Adt(string id, string trigger, string patient, string bed, string name = "Doe^Ann") => Hl7Sender.Lines(
        Header(id, trigger), $"EVN|{trigger}|20260301130000", $"PID|||{patient}^^^H^MR||{name}||19600501", $"PV1||I|{bed}");

    private static string Header(string id, string trigger) => $"MSH|^~\\&|ADT|H|||20260301130000+0100||ADT^{trigger}|{id}|P|2.5";
}

internal static class AssociationsOfNode
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public sealed record Line(string Bed, string? Device, string? Patient, string Change, string Cause);

    public static async Task<Line[]> HistoryAsync(this EdgeNode node, string? bed = null) =>
        (await node.Client.GetFromJsonAsync<Line[]>(new Uri(node.Http, "/api/associations" + (bed is null ? "" : "?bed=" + bed)), Web))!;

    /// <summary>Where the station shows the patient.</summary>
    public static async Task<string> BedOfAsync(this EdgeNode node, string mrn)
    {
        using var station = await node.WatchAsync();
        return (await station.WaitForAsync("the bed", frame => frame.Bed?.Mrn == mrn && frame.Bed.Occupied)).Bed.Bed_;
    }
}
