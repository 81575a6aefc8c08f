using System.Collections.Concurrent;
using Orleans;

namespace OrleansCare.Engine.Contract.Observers;

public sealed class ObserverTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task An_observer_hears_in_order_what_the_grain_tells()
    {
        var board = silo.Grains.GetGrain<IBoard>("order");
        var reader = new Reader();
        var reference = silo.Grains.CreateObjectReference<IBoardObserver>(reader);
        await board.Subscribe(reference);

        await board.Post("one");
        await board.Post("two");

        Assert.Equal(["one", "two"], reader.Texts);
        await Within.Reason(reader.SeenOnce.Task, "the one-way notification");
        GC.KeepAlive(reader);
    }

    [Fact]
    public async Task An_observer_that_unsubscribed_hears_no_more()
    {
        var board = silo.Grains.GetGrain<IBoard>("unsubscribed");
        var reader = new Reader();
        var reference = silo.Grains.CreateObjectReference<IBoardObserver>(reader);
        await board.Subscribe(reference);
        await board.Unsubscribe(reference);

        Assert.Equal(0, await board.Post("unheard"));

        Assert.Empty(reader.Texts);
        silo.Grains.DeleteObjectReference<IBoardObserver>(reference);
    }

    [Fact]
    public async Task An_observer_that_fails_is_dropped()
    {
        var board = silo.Grains.GetGrain<IBoard>("failing");
        var reader = new Reader { Fails = true };
        await board.Subscribe(silo.Grains.CreateObjectReference<IBoardObserver>(reader));

        Assert.Equal(0, await board.Post("too much"));
        GC.KeepAlive(reader);
    }

    private sealed class Reader : IBoardObserver
    {
        public ConcurrentQueue<string> Texts { get; } = new();

        public TaskCompletionSource SeenOnce { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Fails { get; init; }

        public async Task Posted(string text)
        {
            await Task.Yield();
            Texts.Enqueue(text);
            if (Fails)
            {
                throw new InvalidOperationException(text);
            }
        }

        public ValueTask Seen(int count)
        {
            SeenOnce.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
