using Orleans.Runtime;

namespace OrleansCare.EmbeddedEngine.Tests.Activations;

[Collection("alone")]
public sealed class TurnQueueTests
{
    private const int Producers = 4;
    private const int Turns = 100_000;

    private TurnQueue _queue;
    private int _queued;

    [Fact]
    public async Task Of_many_producers_every_turn_comes_out_once_and_each_ones_in_their_order()
    {
        var last = new int[Producers];
        var producers = Enumerable.Range(0, Producers).Select(producer => Task.Run(() => Produce(producer, last))).ToList();

        for (var taken = 0; taken < Producers * Turns; taken++)
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref _queued) > taken);
            _queue.Dequeue().Execute(null!);
        }

        await Task.WhenAll(producers);
        Assert.All(last, count => Assert.Equal(Turns, count));
    }

    private void Produce(int producer, int[] last)
    {
        for (var turn = 1; turn <= Turns; turn++)
        {
            _queue.Enqueue(Continuation.Of((Action<object?>)(number => Assert.Equal((int)number!, ++last[producer])), turn));
            Interlocked.Increment(ref _queued);
        }
    }
}
