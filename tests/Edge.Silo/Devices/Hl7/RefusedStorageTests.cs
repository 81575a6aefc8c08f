using OrleansCare.Edge.Tests.Association;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>What a sender is told while the disk takes nothing, and that its repeat is taken once when the disk is well again.</summary>
public class RefusedStorageTests
{
    [Theory]
    [InlineData("", "", "AE", "AA")]
    [InlineData("AL", "NE", "CE", "CA")]
    [InlineData("NE", "AL", "AE", "AA")]
    public async Task A_report_that_cannot_be_stored_is_refused_and_its_repeat_enters_once(string accept, string application, string refusal, string taken)
    {
        var disk = new SimulatedDisk();
        await using var node = await EdgeNode.StartAsync(disk);
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        string[] reports = [MllpTests.Report("1", accept: accept, application: application), MllpTests.Report("2", accept: accept, application: application)];

        disk.Room = 0;
        for (var i = 0; i < reports.Length; i++)
        {
            var answer = await sender.AskAsync(reports[i]);
            Assert.Contains($"\nMSA|{refusal}|{i + 1}\n", answer);
            Assert.Contains("ERR|||207^Application internal error^HL70357|E|69^NotRecorded^L||", answer);
        }

        Assert.Equal(0, (await node.StatusAsync()).PacketsAcknowledged);
        disk.Room = long.MaxValue;
        foreach (var report in reports)
        {
            Assert.Contains($"\nMSA|{taken}|", await RepeatAsync(sender, report, refusal));
        }

        await node.RestartAsync();
        Assert.Equal((2, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing) : default);
    }

    [Fact]
    public async Task An_admission_that_cannot_be_stored_is_refused_and_its_repeat_gives_the_bed_and_its_devices_once()
    {
        var disk = new SimulatedDisk();
        await using var node = await EdgeNode.StartAsync(disk);
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        var admission = AdtTests.Adt("a1", "A01", "A", "ICU^^03");
        await sender.AskAsync(MllpTests.Report("r1", patient: "A"));

        disk.Room = 0;
        var refused = await sender.AskAsync(admission);
        Assert.Contains("\nMSA|AE|a1\n", refused);
        Assert.Contains("|69^NotRecorded^L|", refused);
        disk.Room = long.MaxValue;
        Assert.Contains("\nMSA|AA|a1\n", await RepeatAsync(sender, admission, "AE"));

        Assert.Contains("\nMSA|AA|r2\n", await sender.AskAsync(MllpTests.Report("r2", patient: "A")));
        Assert.Single(await node.HistoryAsync("ICU-03"), line => line.Change == "occupied");
    }

    [Fact]
    public async Task What_would_be_refused_by_name_is_not_refused_for_good_while_it_cannot_be_kept()
    {
        var disk = new SimulatedDisk();
        await using var node = await EdgeNode.StartAsync(disk);
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        var wrong = MllpTests.Report("1", patient: "SOMEBODY-ELSE", accept: "AL");

        disk.Room = 0;
        Assert.Contains("\nMSA|CE|1\n", await sender.AskAsync(wrong));
        disk.Room = long.MaxValue;
        Assert.Contains("\nMSA|CA|1\n", await RepeatAsync(sender, wrong, "CE"));

        Assert.All(await node.QuarantineAsync(), entry => Assert.Equal("WrongPatient", entry.Rejects[0].Reason));
        Assert.Equal(0, (await node.StatusAsync()).PacketsAccepted);
    }

    private static Task<string> RepeatAsync(Hl7Sender sender, string message, string refusal) =>
        Repeat.UntilAsync("The message", () => sender.AskAsync(message), answer => !answer.Contains($"\nMSA|{refusal}|", StringComparison.Ordinal));
}
