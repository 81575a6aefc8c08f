using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Tests.Workloads;

/// <summary>
/// Any order of publishes, answers and lost connections on both sides. The model is one line: what was published at QoS 2 is delivered once, at QoS 1 at
/// least once, and all of it for the first time in the order in which it was published (sections 4.3, 4.4 and 4.6).
/// </summary>
public sealed class SessionWorkloadTests
{
    private const int Workloads = 40;
    private const int MostCommands = 60;

    // Far more turns than a session with nothing in its way needs.
    private const int Patience = 10_000;

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(5, 1)]
    [InlineData(5, 3)]
    public async Task Whatever_connections_are_lost_qos_2_arrives_once_and_qos_1_at_least_once_in_order(int v, int window)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxInFlight = window);
        int number = 0;
        var commands = Gen.Sized(size => Gen.Choose(0, 13).ArrayOf(size * MostCommands / 100)).ToArbitrary();
        var property = Prop.ForAll(commands, chosen => RunAsync(server, v, $"workload/{number++}", chosen).GetAwaiter().GetResult());

        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Workloads), property));
    }

    private static async Task RunAsync(RunningServer server, int v, string topic, int[] commands)
    {
        using var subscriber = new WorkloadSubscriber(server, v, topic);
        using var publisher = new WorkloadPublisher(server, v, topic);
        await subscriber.ConnectAsync(present: false);
        await publisher.ConnectAsync(present: false);
        foreach (int command in commands)
        {
            await (command switch
            {
                0 or 1 => publisher.PublishAsync(1, Loss.Nowhere),
                2 => publisher.PublishAsync(1, Loss.AfterPublish),
                3 or 4 => publisher.PublishAsync(2, Loss.Nowhere),
                5 => publisher.PublishAsync(2, Loss.AfterPublish),
                6 => publisher.PublishAsync(2, Loss.AfterReceived),
                7 => publisher.PublishAsync(2, Loss.AfterRelease),
                _ when !subscriber.IsConnected => subscriber.ConnectAsync(),
                8 or 9 => subscriber.ReadAsync(),
                10 or 11 => subscriber.AnswerAsync(command - 9),
                _ => subscriber.LeaveAsync(politely: command == 12),
            });
        }

        if (!subscriber.IsConnected)
        {
            await subscriber.ConnectAsync();
        }

        // Whatever would come too often comes before it.
        await publisher.PublishAsync(2, Loss.Nowhere);
        string last = publisher.Published[^1].Text;
        for (int turn = 0; !(subscriber.Delivered.Contains(last) && subscriber.HasAnswered); turn++)
        {
            Assert.True(turn < Patience, $"{last} did not come, only {string.Join(' ', subscriber.Delivered)}");
            await subscriber.AnswerAsync(int.MaxValue);
            await subscriber.ReadAsync();
        }

        Assert.Equal(publisher.Published.Select(message => message.Text), subscriber.Delivered.Distinct());
        Assert.All(
            publisher.Published.Where(message => message.Qos == 2),
            message => Assert.Single(subscriber.Delivered, delivered => delivered == message.Text));
    }
}
