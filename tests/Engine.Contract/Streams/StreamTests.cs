using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansCare.Engine.Contract.Streams;

public sealed class StreamTests(StreamTests.StreamingSilo silo) : IClassFixture<StreamTests.StreamingSilo>
{
    public const string Provider = "memory-streams";

    [Fact]
    public async Task Every_subscriber_receives_every_item_in_order()
    {
        await Consumer("a").Subscribe("wards", "fan out");
        await Consumer("b").Subscribe("wards", "fan out");

        await Producer.Produce("wards", "fan out", 0, 200);

        foreach (var key in new[] { "a", "b" })
        {
            await Within.Reason(Gates.Opened($"{key} received 199"), "the last item at " + key);
            Assert.Equal(Enumerable.Range(0, 200), await Consumer(key).Received());
            Assert.True(await Consumer(key).TokensGoUp());
        }
    }

    [Fact]
    public async Task A_stream_is_its_namespace_and_its_key()
    {
        await Consumer("apart").Subscribe("wards", "apart");

        await Producer.Produce("rooms", "apart", 0, 1);
        await Producer.Produce("wards", "apart too", 1, 1);
        await Producer.Produce("wards", "apart", 2, 1);

        await Within.Reason(Gates.Opened("apart received 2"), "its own item");
        Assert.Equal([2], await Consumer("apart").Received());
    }

    [Fact]
    public async Task A_grain_receives_the_streams_of_its_implicit_subscription_and_is_activated_by_them()
    {
        await Producer.Produce("implicit", "ward 7", 0, 3);

        await Within.Reason(Gates.Opened("ward 7 received 2"), "the third item");
        Assert.Equal([0, 1, 2], await silo.Grains.GetGrain<IImplicitConsumer>("ward 7").Received());
    }

    [Fact]
    public async Task A_consumer_that_left_is_activated_again_and_misses_nothing()
    {
        var consumer = Consumer("leaves");
        await consumer.Subscribe("wards", "leaves");
        await Producer.Produce("wards", "leaves", 0, 5);
        await Within.Reason(Gates.Opened("leaves received 4"), "the items before it leaves");
        await consumer.Leave();
        await Within.Reason(Gates.Opened("leaves left"), "the consumer leaves");

        await Producer.Produce("wards", "leaves", 5, 5);

        await Within.Reason(Gates.Opened("leaves received 9"), "the items after it left");
        Assert.Equal([5, 6, 7, 8, 9], await consumer.Received());
    }

    [Fact]
    public async Task An_item_comes_between_calls_and_never_during_one()
    {
        var consumer = Consumer("held");
        await consumer.Subscribe("wards", "held");
        await Consumer("beside held").Subscribe("wards", "held");
        var held = consumer.Hold("hold");
        await Within.Reason(Gates.Opened("hold in"), "the call is entered");

        await Producer.Produce("wards", "held", 0, 2);
        await Within.Reason(Gates.Opened("beside held received 1"), "another consumer's item");

        Gates.Open("hold out");
        Assert.Equal(0, await held);
        await Within.Reason(Gates.Opened("held received 1"), "the items after the call");
    }

    [Fact]
    public async Task An_item_whose_consumer_failed_comes_again_before_the_next_one()
    {
        var consumer = Consumer("fails");
        await consumer.FailOnceAt(2);
        await consumer.Subscribe("wards", "fails");

        await Producer.Produce("wards", "fails", 0, 5);

        await Within.Reason(Gates.Opened("fails received 4"), "the last item");
        var received = await consumer.Received();
        Assert.Equal([0, 1, 2, 3, 4], received.Distinct());
        Assert.Equal(received.Order(), received);
    }

    [Fact]
    public async Task Who_unsubscribed_receives_no_more()
    {
        await Consumer("stays").Subscribe("wards", "unsubscribe");
        await Consumer("goes").Subscribe("wards", "unsubscribe");
        Assert.Equal(1, await Consumer("goes").Handles("wards", "unsubscribe"));
        await Producer.Produce("wards", "unsubscribe", 0, 1);
        await Within.Reason(Gates.Opened("goes received 0"), "the item before");

        await Consumer("goes").Unsubscribe("wards", "unsubscribe");
        await Producer.Produce("wards", "unsubscribe", 1, 1);
        await Within.Reason(Gates.Opened("stays received 1"), "the item after, at another consumer");

        Assert.Equal([0], await Consumer("goes").Received());
        Assert.Equal(0, await Consumer("goes").Handles("wards", "unsubscribe"));
        Assert.Equal(1, await Consumer("stays").Handles("wards", "unsubscribe"));
    }

    [Fact]
    public async Task A_client_outside_the_grains_can_produce_and_consume()
    {
        var stream = silo.Services.GetRequiredService<IClusterClient>().GetStreamProvider(Provider).GetStream<Reading>(StreamId.Create("wards", "client"));
        var received = new ConcurrentQueue<int>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handle = await stream.SubscribeAsync((reading, _) =>
        {
            received.Enqueue(reading.Number);
            if (reading.Number == 9)
            {
                all.TrySetResult();
            }

            return Task.CompletedTask;
        });
        await Consumer("beside the client").Subscribe("wards", "client");

        for (var number = 0; number < 10; number++)
        {
            await stream.OnNextAsync(new Reading { Number = number });
        }

        await Within.Reason(all.Task, "the last item at the client");
        await Within.Reason(Gates.Opened("beside the client received 9"), "the last item at a grain");
        Assert.Equal(Enumerable.Range(0, 10), received);
        Assert.Equal(("wards", "client", Provider), (handle.StreamId.GetNamespace(), handle.StreamId.GetKeyAsString(), handle.ProviderName));
        await handle.UnsubscribeAsync();
    }

    [Fact]
    public async Task The_producers_request_context_comes_with_the_item()
    {
        await Consumer("context").Subscribe("wards", "context");
        RequestContext.Set("trace", "abc");

        await Producer.Produce("wards", "context", 0, 1);
        RequestContext.Clear();

        await Within.Reason(Gates.Opened("context received 0"), "the item");
        Assert.Equal("abc", await Consumer("context").Trace());
    }

    [Fact]
    public void A_provider_that_is_not_there_is_refused_by_name() =>
        Assert.Throws<KeyNotFoundException>(() => silo.Services.GetRequiredService<IClusterClient>().GetStreamProvider("no such provider"));

    private IProducer Producer => silo.Grains.GetGrain<IProducer>("producer");

    private IConsumer Consumer(string key) => silo.Grains.GetGrain<IConsumer>(key);

    public sealed class StreamingSilo : SiloFixture
    {
        protected override void Configure(ISiloBuilder silo) => silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams(Provider);
    }
}
