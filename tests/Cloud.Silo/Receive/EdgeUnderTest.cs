using OrleansCare.Cloud.Receive;
using OrleansCare.Contracts.Uplink;
using OrleansCare.Grpc.Client;

namespace OrleansCare.Cloud.Tests.Receive;

/// <summary>An edge as the protocol sees it: one call, and an outbox that can outlive it.</summary>
internal sealed class EdgeUnderTest : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";
    private readonly GrpcChannel _channel;
    private readonly GrpcDuplexCall<EdgeFrame, CloudFrame> _call;

    private EdgeUnderTest(Uri address, OutboxUnderTest outbox)
    {
        Outbox = outbox;
        _channel = new GrpcChannel(address);
        _call = _channel.Duplex<EdgeFrame, CloudFrame>(UplinkService.Path, CloudFrame.Parser, new GrpcCallOptions { Timeout = TimeSpan.FromSeconds(60) });
    }

    public IReadOnlyList<Receipt> Opened { get; private set; } = [];

    public OutboxUnderTest Outbox { get; }

    public static EdgeUnderTest Connect(Uri address) => new(address, new OutboxUnderTest());

    public static async Task<EdgeUnderTest> OpenAsync(Uri address, string key = Key, string site = "St. Anna", OutboxUnderTest? outbox = null)
    {
        var edge = new EdgeUnderTest(address, outbox ?? new OutboxUnderTest());
        await edge._call.WriteAsync(new EdgeFrame { Open = new Open { Edge = key, Site = site, Software = "1.2.3" } });
        edge.Opened = (await edge.ReadAsync()).Opened.Receipts;
        return edge;
    }

    public Task<Receipt> SendAsync(ItemClass itemClass, params byte[][] payloads) => SendAsync(Outbox.Append(itemClass, payloads));

    public async Task<Receipt> SendAsync(Batch batch)
    {
        await WriteAsync(new EdgeFrame { Batch = batch });
        return (await ReadAsync()).Receipt;
    }

    public ValueTask WriteAsync(EdgeFrame frame) => _call.WriteAsync(frame);

    public async Task<CloudFrame> ReadAsync() => await _call.ReadAsync() ?? throw new InvalidOperationException("The cloud ended the stream.");

    public async ValueTask DisposeAsync()
    {
        await _call.DisposeAsync();
        _channel.Dispose();
    }
}
