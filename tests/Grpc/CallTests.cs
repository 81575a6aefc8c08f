using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using OrleansCare.Grpc.Client;
using OrleansCare.Grpc.Tests.Protos;

namespace OrleansCare.Grpc.Tests;

public sealed class CallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_unary_call_brings_its_answer()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        Note answer = await host.Channel.UnaryAsync(EchoHost.Say, new Note { Text = "hello", Number = 41 }, Note.Parser).WaitAsync(Patience);
        Assert.Equal(("hello", 42L), (answer.Text, answer.Number));
    }

    [Fact]
    public async Task Messages_go_both_ways_while_the_stream_is_open()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        await using GrpcDuplexCall<Note, Note> call = host.Channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser);
        for (int number = 0; number < 100; number++)
        {
            await call.WriteAsync(new Note { Number = number });
            Assert.Equal(number + 1, (await call.ReadAsync().AsTask().WaitAsync(Patience))!.Number);
        }

        call.Complete();
        Assert.Null(await call.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_failure_before_the_first_message_comes_with_its_code_and_its_words()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(
            () => host.Channel.UnaryAsync(EchoHost.Say, new Note { Text = "fail" }, Note.Parser).WaitAsync(Patience));
        Assert.Equal((StatusCode.ResourceExhausted, "voll: 100 % — später"), (failure.Status, failure.Message));
    }

    [Fact]
    public async Task A_failure_amid_a_stream_comes_after_the_messages_before_it()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        await using GrpcDuplexCall<Note, Note> call = host.Channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser);
        await call.WriteAsync(new Note { Text = "one" });
        await call.WriteAsync(new Note { Text = "fail" });
        Assert.Equal("one", (await call.ReadAsync().AsTask().WaitAsync(Patience))!.Text);
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(() => call.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal((StatusCode.FailedPrecondition, "mitten drin"), (failure.Status, failure.Message));
    }

    [Fact]
    public async Task A_fault_of_the_handler_does_not_leak_its_words()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(
            () => host.Channel.UnaryAsync(EchoHost.Say, new Note { Text = "bug" }, Note.Parser).WaitAsync(Patience));
        Assert.Equal((StatusCode.Unknown, "The handler failed."), (failure.Status, failure.Message));
    }

    [Fact]
    public async Task A_passed_deadline_ends_the_call_on_both_sides()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        var options = new GrpcCallOptions { Timeout = TimeSpan.FromMilliseconds(200) };
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(
            () => host.Channel.UnaryAsync(EchoHost.Say, new Note { Text = "hang" }, Note.Parser, options).WaitAsync(Patience));
        Assert.Equal(StatusCode.DeadlineExceeded, failure.Status);
    }

    [Fact]
    public async Task The_server_keeps_the_deadline_by_itself()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        using HttpResponseMessage response = await SendRawAsync(host, EchoHost.Say, Frame(new Note { Text = "hang" }), ("grpc-timeout", "50m"));
        Assert.Equal("4", response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_at_the_server_too()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        using var cancel = new CancellationTokenSource();
        await using GrpcDuplexCall<Note, Note> call = host.Channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser, cancellationToken: cancel.Token);
        await call.WriteAsync(new Note());
        await call.ReadAsync();
        await cancel.CancelAsync();
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(() => call.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(StatusCode.Cancelled, failure.Status);
        await host.Cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Headers_come_before_the_first_message()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        using var http = new HttpClient();
        using var open = new RequestStream();
        using HttpRequestMessage request = Request(host, EchoHost.Talk, open);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_message_above_the_limit_is_refused_by_its_length_alone()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        using HttpResponseMessage response = await SendRawAsync(host, EchoHost.Say, [0, 0x7F, 0xFF, 0xFF, 0xFF]);
        Assert.Equal("8", response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task An_answer_above_the_limit_is_refused_by_the_client()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        using var channel = new GrpcChannel(host.Address, new GrpcChannelOptions { MaxMessageLength = 100 });
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(
            () => channel.UnaryAsync(EchoHost.Say, new Note { Blob = ByteString.CopyFrom(new byte[101]) }, Note.Parser).WaitAsync(Patience));
        Assert.Equal(StatusCode.ResourceExhausted, failure.Status);
    }

    [Fact]
    public async Task A_message_of_three_megabytes_passes()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        byte[] blob = new byte[3_000_000];
        Random.Shared.NextBytes(blob);
        Note answer = await host.Channel.UnaryAsync(EchoHost.Say, new Note { Blob = ByteString.CopyFrom(blob) }, Note.Parser).WaitAsync(Patience);
        Assert.Equal(blob, answer.Blob.ToByteArray());
    }

    [Theory]
    [InlineData("grpc-encoding", "gzip", 12)]
    [InlineData("grpc-encoding", "identity", 0)]
    [InlineData("grpc-timeout", "123456789S", 13)]
    [InlineData("grpc-timeout", "5x", 13)]
    public async Task Request_headers_are_judged(string name, string value, int status)
    {
        await using EchoHost host = await EchoHost.StartAsync();
        using HttpResponseMessage response = await SendRawAsync(host, EchoHost.Say, Frame(new Note()), (name, value));
        string body = Convert.ToHexString(await response.Content.ReadAsByteArrayAsync());
        string actual = (body.Length == 0 ? response.Headers : response.TrailingHeaders).GetValues("grpc-status").Single();
        Assert.Equal(status.ToString(System.Globalization.CultureInfo.InvariantCulture), actual);
    }

    [Theory]
    [InlineData("", 13)]
    [InlineData("0000", 13)]
    [InlineData("0000000005 08", 13)]
    [InlineData("0100000000", 13)]
    [InlineData("0000000001 FF", 13)]
    [InlineData("0000000000 0000000000", 13)]
    public async Task Broken_requests_are_answered_by_a_status(string hex, int status)
    {
        await using EchoHost host = await EchoHost.StartAsync();
        byte[] body = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
        using HttpResponseMessage response = await SendRawAsync(host, EchoHost.Say, body);
        Assert.Equal(status.ToString(System.Globalization.CultureInfo.InvariantCulture), response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task What_is_not_grpc_is_refused_by_http()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        using var json = new StringContent("{}");
        using var http = new HttpClient();
        using HttpRequestMessage request = Request(host, EchoHost.Say, json);
        using HttpResponseMessage response = await http.SendAsync(request).WaitAsync(Patience);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_method_that_does_not_exist_is_unimplemented()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        GrpcException failure = await Assert.ThrowsAsync<GrpcException>(
            () => host.Channel.UnaryAsync("/care.test.Echo/None", new Note(), Note.Parser).WaitAsync(Patience));
        Assert.Equal(StatusCode.Unimplemented, failure.Status);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable_also_to_a_writer()
    {
        Uri gone;
        await using (EchoHost host = await EchoHost.StartAsync())
        {
            gone = host.Address;
        }

        using var channel = new GrpcChannel(gone);
        await using GrpcDuplexCall<Note, Note> call = channel.Duplex<Note, Note>(EchoHost.Talk, Note.Parser);
        GrpcException writing = await Assert.ThrowsAsync<GrpcException>(() => call.WriteAsync(new Note()).AsTask().WaitAsync(Patience));
        GrpcException reading = await Assert.ThrowsAsync<GrpcException>(() => call.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal((StatusCode.Unavailable, StatusCode.Unavailable), (writing.Status, reading.Status));
    }

    private static byte[] Frame(Note note)
    {
        byte[] message = note.ToByteArray();
        return [0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];
    }

    private static HttpRequestMessage Request(EchoHost host, string path, HttpContent content) => new(HttpMethod.Post, new Uri(host.Address, path))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = content,
    };

    private static async Task<HttpResponseMessage> SendRawAsync(EchoHost host, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using HttpRequestMessage request = Request(host, path, content);
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request).WaitAsync(Patience);
    }
}
