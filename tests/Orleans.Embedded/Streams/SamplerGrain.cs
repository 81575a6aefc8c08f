using System.Threading.Channels;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansCare.EmbeddedEngine.Tests.Streams;

[Alias("embedded.ISampler")]
public interface ISampler : IGrainWithStringKey
{
    [Alias("Subscribe")]
    Task Subscribe();
}

/// <summary>Receives the stream <c>samples/its key</c>; what it does with an item says the test.</summary>
[GrainType("embedded.sampler")]
public sealed class SamplerGrain(Samples samples) : Grain, ISampler, IAsyncObserver<int>
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
        {
            await handle.ResumeAsync(this);
        }
    }

    public Task Subscribe() => Stream.SubscribeAsync(this);

    public Task OnNextAsync(int item, StreamSequenceToken? token = null) => samples.OnNext(item);

    public Task OnErrorAsync(Exception ex)
    {
        samples.Errors.Writer.TryWrite(ex.Message);
        return Task.CompletedTask;
    }

    private IAsyncStream<int> Stream => this.GetStreamProvider("s").GetStream<int>(StreamId.Create("samples", this.GetPrimaryKeyString()));
}

public sealed class Samples
{
    public Channel<int> Received { get; } = Channel.CreateUnbounded<int>();

    public Channel<string> Errors { get; } = Channel.CreateUnbounded<string>();

    public Func<int, Task> OnNext { get; set; } = static _ => Task.CompletedTask;
}
