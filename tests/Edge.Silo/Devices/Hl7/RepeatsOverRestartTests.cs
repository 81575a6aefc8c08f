using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansCare.Edge.Devices;
using OrleansCare.Edge.Devices.Hl7;
using OrleansCare.Edge.Tests.Association;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>A message that comes again after a restart is known.</summary>
public class RepeatsOverRestartTests
{
    [Fact]
    public async Task After_a_restart_the_same_message_gets_the_same_answer_and_has_no_second_effect_and_its_id_with_other_content_is_refused()
    {
        await using var node = await EdgeNode.StartAsync();
        string[] messages = [AdtTests.Adt("1", "A01", "A", "ICU^^03"), MllpTests.Report("2", patient: "A"), MllpTests.Report("3", patient: "A", accept: "AL", application: "NE")];
        var before = await AskAsync(node, messages);

        await node.RestartAsync();

        Assert.Equal(before, await AskAsync(node, messages));
        var reused = Assert.Single(await AskAsync(node, MllpTests.Report("2", patient: "A", rate: "77")));
        Assert.Contains("\nMSA|AR|2\n", reused);
        Assert.Contains("ERR||MSH^1^10|205^", reused);
        Assert.Equal((2, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsDuplicate) : default);
        Assert.Single(await node.HistoryAsync("ICU-03"), line => line.Change == "occupied");
    }

    [Fact]
    public async Task A_message_whose_memory_was_lost_in_a_crash_is_processed_again_and_has_no_second_effect()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        string[] messages = [MllpTests.Report("1"), MllpTests.Report("2")];
        await AskAsync(node, messages);

        await node.StopAsync();
        Directory.Delete(Path.Combine(node.DataDirectory, "messages"), recursive: true);
        await node.StartAgainAsync();

        Assert.All(await AskAsync(node, messages), answer => Assert.Contains("|AA|", answer));
        Assert.Contains("|AA|", Assert.Single(await AskAsync(node, MllpTests.Report("3"))));
        Assert.Equal((3, 2, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsDuplicate, status.PacketsMissing) : default);
    }

    [Fact]
    public async Task The_memory_has_a_bound_and_counts_what_it_gives_up()
    {
        await using var node = await EdgeNode.StartAsync();
        using var counts = new NodeCounts(node);
        var disk = new SimulatedDisk();
        var metrics = node.Services.GetRequiredService<Hl7Metrics>();
        await using (var memory = new MessageMemory(LogFixture.Open(disk, LogFixture.Options(segmentBytes: 1 << 20, maxBytes: 64 << 20, pendingBytes: 32 << 20)), metrics))
        {
            for (var i = 1; i <= MessageMemory.MessagesAtMost + 2; i++)
            {
                memory.Add((UInt128)i, (UInt128)i, [Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture))]);
            }

            Assert.Equal(2, counts["hl7.forgotten/bound"]);
        }

        await using var again = new MessageMemory(LogFixture.Open(disk, LogFixture.Options(segmentBytes: 1 << 20, maxBytes: 64 << 20, pendingBytes: 32 << 20)), metrics);
        Assert.Null(again.Find(2, 2));
        Assert.Equal("3", Encoding.ASCII.GetString(Assert.Single(again.Find(3, 3)!.Value.Replies)));
        Assert.False(again.Find(MessageMemory.MessagesAtMost + 2, 3)!.Value.IsSame);
        Assert.Equal(0, counts["hl7.forgotten/unlogged"]);
    }

    [Fact]
    public void The_newest_deliveries_of_a_device_are_known_and_come_back_from_the_stays_snapshot()
    {
        var recent = new RecentDeliveries();
        for (var i = 1; i <= RecentDeliveries.AtMost + 3; i++)
        {
            recent.Add((UInt128)i);
        }

        using var bytes = new MemoryStream();
        recent.Write(new BinaryWriter(bytes));
        bytes.Position = 0;
        var read = RecentDeliveries.Read(new BinaryReader(bytes));
        read.Add(1_000);

        Assert.Equal((false, true, true), (recent.Contains(3), recent.Contains(4), recent.Contains(RecentDeliveries.AtMost + 3)));
        Assert.Equal((false, true, true), (read.Contains(4), read.Contains(5), read.Contains(1_000)));
    }

    private static async Task<string[]> AskAsync(EdgeNode node, params string[] messages)
    {
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        var answers = new List<string>();
        foreach (var message in messages)
        {
            answers.Add(await sender.AskAsync(message));
        }

        return [.. answers];
    }
}
