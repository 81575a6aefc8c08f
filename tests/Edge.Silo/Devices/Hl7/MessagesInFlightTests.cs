using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Hl7;
using OrleansCare.Edge.Tests.Association;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>A sender that does not wait for its replies.</summary>
public class MessagesInFlightTests
{
    private static readonly IReadOnlyList<byte[]> NoReplies = [];

    [Fact]
    public async Task Sixteen_messages_are_under_way_while_the_disk_is_slow_no_more_is_read_and_the_answers_keep_their_order()
    {
        var disk = new SimulatedDisk();
        await using var node = await EdgeNode.StartAsync(disk);
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var counts = new NodeCounts(node);
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        await sender.AskAsync(MllpTests.Report("first"));

        using var gate = new ManualResetEventSlim();
        disk.SyncGate = gate;
        await sender.SendAsync(Enumerable.Range(1, 40).SelectMany(i => Hl7Sender.Frame(MllpTests.Report($"m{i}"))).ToArray());
        await Repeat.UntilAsync("What is under way", async () => (await node.StatusAsync()).PacketsAccepted, accepted => accepted == 1 + MllpConnection.InFlight);
        Assert.Equal(MllpConnection.InFlight, counts["hl7.inflight"]);
        disk.SyncGate = null;
        gate.Set();

        for (var i = 1; i <= 40; i++)
        {
            Assert.Contains($"\nMSA|AA|m{i}\n", await sender.ReadAsync());
        }

        Assert.Equal((41, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing) : default);
    }

    [Fact]
    public async Task A_repeat_and_an_id_with_other_content_right_behind_the_first_are_known()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        await sender.SendAsync(new[] { MllpTests.Report("1"), MllpTests.Report("1"), MllpTests.Report("1", rate: "77", device: "MONITOR-2") }.SelectMany(Hl7Sender.Frame).ToArray());

        var first = await sender.ReadAsync();
        Assert.Contains("\nMSA|AA|1\n", first);
        Assert.Equal(first, await sender.ReadAsync());
        Assert.Contains("\nMSA|AR|1\n", await sender.ReadAsync());
        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task Messages_of_one_device_wait_for_each_other_and_a_hospital_event_waits_for_all_and_all_for_it()
    {
        await using var node = await EdgeNode.StartAsync();
        var intake = node.Services.GetRequiredService<Hl7Intake>();
        var lanes = new MessageLanes();
        var begun = new List<string>();
        var ends = new Dictionary<string, TaskCompletionSource<IReadOnlyList<byte[]>>>();
        var arrivals = new Dictionary<string, Hl7Arrival>();

        var running = new[]
        {
            Run("one", MllpTests.Report("1", device: "A")),
            Run("two", MllpTests.Report("2", device: "A")),
            Run("other", MllpTests.Report("3", device: "B")),
            Run("event", AdtTests.Adt("4", "A01", "P", "ICU^^03")),
            Run("after", MllpTests.Report("5", device: "C")),
        };
        Assert.Equal(["one", "other"], begun);

        arrivals["one"].NoteEntered();
        await Repeat.UntilAsync("The second of the device", () => Task.FromResult(begun.Count), count => count == 3);
        Assert.Equal("two", begun[2]);
        arrivals["two"].NoteEntered();
        ends["other"].SetResult(NoReplies);
        await Repeat.UntilAsync("The event", () => Task.FromResult(begun.Count), count => count == 4);
        Assert.Equal("event", begun[3]);
        ends["event"].SetResult(NoReplies);
        await Repeat.UntilAsync("What is behind it", () => Task.FromResult(begun.Count), count => count == 5);

        foreach (var end in ends.Values)
        {
            end.TrySetResult(NoReplies);
        }

        await Task.WhenAll(running);

        Task Run(string name, string message)
        {
            ends[name] = new TaskCompletionSource<IReadOnlyList<byte[]>>();
            arrivals[name] = intake.Read(Encoding.UTF8.GetBytes(message), new Hl7Peer(IPAddress.Loopback, null), SiloTime.From(DateTimeOffset.UtcNow));
            return lanes.Run(arrivals[name], _ =>
            {
                begun.Add(name);
                return ends[name].Task;
            });
        }
    }
}
