using Grpc.Core;
using Grpc.Net.Client;
using OrleansCare.Contracts.Uplink;

namespace OrleansCare.Cloud.Tests.Receive;

/// <summary>An edge as the protocol sees it: one call, and an outbox that can outlive it.</summary>
internal sealed class EdgeUnderTest : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";
    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<EdgeFrame, CloudFrame> _call;

    private EdgeUnderTest(Uri address, OutboxUnderTest outbox)
    {
        Outbox = outbox;
        _channel = GrpcChannel.ForAddress(address);
        _call = new Uplink.UplinkClient(_channel).Send(deadline: DateTime.UtcNow.AddSeconds(60));
    }

    public IReadOnlyList<Receipt> Opened { get; private set; } = [];

    public OutboxUnderTest Outbox { get; }

    public static EdgeUnderTest Connect(Uri address) => new(address, new OutboxUnderTest());

    public static async Task<EdgeUnderTest> OpenAsync(Uri address, string key = Key, string site = "St. Anna", OutboxUnderTest? outbox = null)
    {
        var edge = new EdgeUnderTest(address, outbox ?? new OutboxUnderTest());
        await edge._call.RequestStream.WriteAsync(new EdgeFrame { Open = new Open { Edge = key, Site = site, Software = "1.2.3" } });
        edge.Opened = (await edge.ReadAsync()).Opened.Receipts;
        return edge;
    }

    public Task<Receipt> SendAsync(ItemClass itemClass, params byte[][] payloads) => SendAsync(Outbox.Append(itemClass, payloads));

    public async Task<Receipt> SendAsync(Batch batch)
    {
        await WriteAsync(new EdgeFrame { Batch = batch });
        return (await ReadAsync()).Receipt;
    }

    public Task WriteAsync(EdgeFrame frame) => _call.RequestStream.WriteAsync(frame);

    public async Task<CloudFrame> ReadAsync() =>
        await _call.ResponseStream.MoveNext(CancellationToken.None) ? _call.ResponseStream.Current : throw new InvalidOperationException("The cloud ended the stream.");

    public ValueTask DisposeAsync()
    {
        _call.Dispose();
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
