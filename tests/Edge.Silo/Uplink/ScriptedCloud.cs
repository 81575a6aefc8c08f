using System.Security.Cryptography;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansCare.Contracts.Uplink;

namespace OrleansCare.Edge.Tests.Uplink;

/// <summary>A cloud that takes what comes and says of it what the test wants.</summary>
internal sealed class ScriptedCloud : Contracts.Uplink.Uplink.UplinkBase, IAsyncDisposable
{
    private WebApplication _app = null!;
    private readonly SemaphoreSlim _called = new(0);
    private readonly Channel<Batch> _batches = Channel.CreateUnbounded<Batch>();
    private readonly Dictionary<ItemClass, Receipt> _receipts = [];

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Says something untrue of what it received.</summary>
    public bool Lies { get; set; }

    public int Calls { get; private set; }

    public static async Task<ScriptedCloud> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var cloud = new ScriptedCloud();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(cloud);
        cloud._app = builder.Build();
        cloud._app.MapGrpcService<ScriptedCloud>();
        await cloud._app.StartAsync();
        return cloud;
    }

    /// <summary>Completes when the edge has called this often since the start.</summary>
    public async Task WaitForCallsAsync(int calls)
    {
        while (Calls < calls)
        {
            if (!await _called.WaitAsync(TimeSpan.FromSeconds(60)))
            {
                throw new TimeoutException($"The edge called {Calls} times, not {calls}, within 60 s.");
            }
        }
    }

    public async Task<Batch> NextBatchAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            return await _batches.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The edge sent no batch within 60 s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _called.Dispose();
    }

    public override async Task Send(IAsyncStreamReader<EdgeFrame> requestStream, IServerStreamWriter<CloudFrame> responseStream, ServerCallContext context)
    {
        Calls++;
        _called.Release();
        await requestStream.MoveNext();
        var opened = new Opened();
        opened.Receipts.AddRange(_receipts.Values);
        await responseStream.WriteAsync(new CloudFrame { Opened = opened });
        while (await requestStream.MoveNext() && requestStream.Current is { Batch: { } batch })
        {
            _batches.Writer.TryWrite(batch);
            var receipt = new Receipt { Class = batch.Class, Through = batch.Items[^1].Sequence, RunningHash = Lies ? ByteString.CopyFrom(new byte[32]) : HashAfter(batch) };
            if (!Lies)
            {
                _receipts[batch.Class] = receipt;
            }

            await responseStream.WriteAsync(new CloudFrame { Receipt = receipt });
        }
    }

    private static ByteString HashAfter(Batch batch) =>
        ByteString.CopyFrom(batch.Items.Aggregate(batch.ChainBefore.ToByteArray(), (hash, item) => SHA256.HashData([.. hash, .. item.Payload.Span])));
}
