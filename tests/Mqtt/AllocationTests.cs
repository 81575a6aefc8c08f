using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OrleansCare.Mqtt.Server;
using Xunit.Abstractions;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Alone, because it counts the bytes of the whole process.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int Batch = 100;
    private const int Batches = 300;

    // Per batch, not per publish: the thread pool, the test's own tasks and, in a Debug build, state machines that are classes.
    private const double AllowedBytesPerPublish = 8;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_publish_allocates_nothing_from_the_socket_to_its_acknowledgement(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new AcknowledgeAll());
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await socket.SendAsync(RawPeer.Bytes(Frames.Connect(v, "b1")));
        byte[] publishes = RawPeer.Bytes(string.Concat(Enumerable.Repeat(Frames.Publish(v, "bed/1", "spo2=097", 1, 1), Batch)));
        byte[] answers = new byte[4 * Batch];
        await ReceiveAsync(socket, answers.AsMemory(0, RawPeer.Bytes(v == 5 ? Frames.Accepted : "20 02 00 00").Length));
        await RunAsync(socket, publishes, answers, Batches);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        await RunAsync(socket, publishes, answers, Batches);
        double perPublish = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Batch * Batches);

        output.WriteLine($"{perPublish:F2} bytes and {Stopwatch.GetElapsedTime(started).TotalMicroseconds / (Batch * Batches):F2} us per publish");
        Assert.True(perPublish < AllowedBytesPerPublish, $"{perPublish} bytes per publish");
    }

    private static async Task RunAsync(Socket socket, byte[] publishes, byte[] answers, int batches)
    {
        for (int batch = 0; batch < batches; batch++)
        {
            await socket.SendAsync(publishes);
            await ReceiveAsync(socket, answers);
        }
    }

    private static async Task ReceiveAsync(Socket socket, Memory<byte> answers)
    {
        for (int received = 0; received < answers.Length;)
        {
            received += await socket.ReceiveAsync(answers[received..]);
        }
    }

    private sealed class AcknowledgeAll : IMqttApplication
    {
        public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(MqttConnectDecision.Accept());

        public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish) => new(PublishDecision.Acknowledge);

        public void Disconnected(MqttSession session, MqttCloseReason reason)
        {
        }
    }
}
