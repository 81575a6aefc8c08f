using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using OrleansCare.Grpc.Client;
using OrleansCare.Grpc.Tests.Protos;

namespace OrleansCare.Grpc.Tests;

/// <summary>Against @grpc/grpc-js, in both directions.</summary>
public sealed class PeerTests(NodePeer peer) : IClassFixture<NodePeer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Their_client_understands_our_server()
    {
        await using EchoHost host = await EchoHost.StartAsync();

        string[] results = await peer.RunAsync("client.js", NodePeer.Proto, $"127.0.0.1:{host.Address.Port}");

        Assert.Equal(
            [
                "unary: hello 42",
                "large: 1000002",
                "failure: 8 voll: 100 % — später",
                "deadline: 4",
                "stream: a1 b2 c3 status 0 ",
                "stream failure: a1 status 9 mitten drin",
                "cancel: 1",
            ],
            results);
        await host.Cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Our_client_understands_their_server()
    {
        using Process server = peer.Start("node", "server.js", NodePeer.Proto);
        int port = int.Parse((await server.StandardOutput.ReadLineAsync().WaitAsync(Patience))!, CultureInfo.InvariantCulture);
        using var channel = new GrpcChannel(new Uri($"http://127.0.0.1:{port}"));

        byte[] blob = new byte[2_000_000];
        Random.Shared.NextBytes(blob);
        Note answer = await channel.UnaryAsync(EchoHost.Say, new Note { Number = 1, Blob = ByteString.CopyFrom(blob) }, Note.Parser).WaitAsync(Patience);
        Assert.Equal((2L, blob.Length), (answer.Number, answer.Blob.Length));
        Assert.Equal(blob, answer.Blob.ToByteArray());

        Assert.Equal((StatusCode.ResourceExhausted, "voll: 100 % — später"), await FailureOf(channel.UnaryAsync(EchoHost.Say, new Note { Text = "fail" }, Note.Parser)));
        Assert.Equal(StatusCode.Unimplemented, (await FailureOf(channel.UnaryAsync("/care.test.Echo/None", new Note(), Note.Parser))).Status);
        var hurry = new GrpcCallOptions { Timeout = TimeSpan.FromMilliseconds(300) };
        Assert.Equal(StatusCode.DeadlineExceeded, (await FailureOf(channel.UnaryAsync(EchoHost.Say, new Note { Text = "hang" }, Note.Parser, hurry))).Status);

        await using (GrpcDuplexCall<Note, Note> call = channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser))
        {
            for (int number = 0; number < 10; number++)
            {
                await call.WriteAsync(new Note { Number = number });
                Assert.Equal(number + 1, (await call.ReadAsync().AsTask().WaitAsync(Patience))!.Number);
            }

            call.Complete();
            Assert.Null(await call.ReadAsync().AsTask().WaitAsync(Patience));
        }

        await using (GrpcDuplexCall<Note, Note> call = channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser))
        {
            await call.WriteAsync(new Note { Text = "fail" });
            Assert.Equal((StatusCode.ResourceExhausted, "voll: 100 % — später"), await FailureOf(call.ReadAsync().AsTask()));
        }

        await using (GrpcDuplexCall<Note, Note> call = channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser))
        {
            await call.WriteAsync(new Note { Text = "a" });
            await call.ReadAsync().AsTask().WaitAsync(Patience);
        }

        Assert.Equal("cancelled", await server.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        server.StandardInput.Close();
        await server.WaitForExitAsync().WaitAsync(Patience);
    }

    private static async Task<(StatusCode Status, string Message)> FailureOf(Task call)
    {
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(() => call.WaitAsync(Patience));
        return (failure.Status, failure.Message);
    }
}
