using OrleansCare.Cloud.Receive;

namespace OrleansCare.Cloud.Tests.Receive;

public sealed class StreamStateTests
{
    private const int Items = 400;
    private static readonly byte[][] Chains = MakeChains();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_whatever_order_and_however_often_batches_come_every_item_is_applied_once(int seed)
    {
        var random = new Random(seed);
        var state = StreamState.Empty;
        var applied = new HashSet<long>();
        long sent = 0;
        for (var round = 0; round < 500; round++)
        {
            var first = random.Next(1, Items);
            var batch = BatchOf(first, random.Next(first, Math.Min(first + 12, Items)));

            var plan = state.Plan(batch);

            Assert.Equal(BatchOutcome.Applied, plan.Outcome);
            Assert.All(plan.Apply, index => Assert.True(applied.Add(batch.Sequences[index])));
            sent += batch.Sequences.Length;
            state = plan.After! with { Gaps = SequenceGaps.Parse(plan.After.Gaps.ToString()) };
            Assert.Equal(applied.Max(), state.Through);
            Assert.Equal(applied.Count, state.Received);
            Assert.Equal(sent - applied.Count, state.Duplicates);
            Assert.Equal(state.Through - applied.Count, state.Missing);
            Assert.Equal(state.Missing, state.Gaps.Count);
            Assert.Equal(Chains[state.Through], state.Hash);
        }
    }

    [Fact]
    public void Only_what_was_shed_directly_before_the_batch_stops_being_missing()
    {
        var state = After(StreamState.Empty, BatchOf(1, 3), BatchOf(7, 9), BatchOf(21, 22) with { ShedThrough = 20 });

        Assert.Equal((22, 8, 11, 3), (state.Through, state.Received, state.Shed, state.Missing));
        Assert.Equal("4-6", state.Gaps.ToString());
        Assert.Equal(state.Shed, After(state, BatchOf(21, 22) with { ShedThrough = 20 }).Shed);
    }

    [Fact]
    public void An_item_that_comes_after_it_was_declared_shed_is_a_duplicate()
    {
        var state = After(StreamState.Empty, BatchOf(5, 5) with { ShedThrough = 4 }, BatchOf(2, 3));

        Assert.Equal((5, 1, 2, 4, 0), (state.Through, state.Received, state.Duplicates, state.Shed, state.Missing));
        Assert.Equal(Chains[5], state.Hash);
    }

    [Fact]
    public void A_batch_that_begins_where_the_stream_ends_must_begin_with_its_hash()
    {
        var state = After(StreamState.Empty, BatchOf(1, 3));

        Assert.Equal(BatchOutcome.HashMismatch, state.Plan(BatchOf(4, 5) with { ChainBefore = Chains[2] }).Outcome);
        Assert.Equal(BatchOutcome.HashMismatch, StreamState.Empty.Plan(BatchOf(1, 1) with { ChainBefore = Chains[2] }).Outcome);
    }

    [Fact]
    public void A_repeated_batch_that_crosses_the_end_of_the_stream_must_agree_there()
    {
        var state = After(StreamState.Empty, BatchOf(1, 3));
        var changed = BatchOf(2, 5);
        changed.Payloads[0] = "other"u8.ToArray();

        Assert.Equal(BatchOutcome.HashMismatch, state.Plan(changed).Outcome);
        Assert.Equal(Chains[5], After(state, BatchOf(2, 5)).Hash);
    }

    [Theory]
    [InlineData(1, 3, 3, 0)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(0, 1, 2, 0)]
    [InlineData(4, 5, 6, 2)]
    [InlineData(4, 5, 6, 6)]
    [InlineData(200_000_000, 200_000_001, 200_000_002, 0)]
    public void What_no_sender_with_this_protocol_sends_is_out_of_range(long first, long second, long third, long shedThrough)
    {
        var batch = BatchOf(1, 3) with { Sequences = [first, second, third], ShedThrough = shedThrough };

        Assert.Equal(BatchOutcome.OutOfRange, StreamState.Empty.Plan(batch).Outcome);
    }

    [Fact]
    public void The_chain_is_the_documented_one()
    {
        var first = StreamState.Chain(new byte[32], "abc"u8);

        Assert.Equal(System.Security.Cryptography.SHA256.HashData([.. new byte[32], .. "abc"u8]), first);
    }

    [Fact]
    public void More_gaps_than_the_limit_refuse_the_batch()
    {
        var state = StreamState.Empty;
        for (var sequence = 2; sequence <= 2 * SequenceGaps.MostRanges; sequence += 2)
        {
            state = After(state, Single(sequence));
        }

        Assert.Equal(BatchOutcome.OutOfRange, state.Plan(Single(2 * (SequenceGaps.MostRanges + 1))).Outcome);
    }

    private static EdgeBatch Single(long sequence) => new(1, [sequence], [ReadOnlyMemory<byte>.Empty], 0, Chains[0]);

    private static EdgeBatch BatchOf(int first, int last)
    {
        var sequences = Enumerable.Range(first, last - first + 1).Select(sequence => (long)sequence).ToArray();
        return new EdgeBatch(1, sequences, [.. sequences.Select(sequence => (ReadOnlyMemory<byte>)BitConverter.GetBytes(sequence))], 0, Chains[first - 1]);
    }

    private static StreamState After(StreamState state, params EdgeBatch[] batches) => batches.Aggregate(state, (before, batch) => before.Plan(batch).After!);

    private static byte[][] MakeChains()
    {
        var chains = new List<byte[]> { new byte[32] };
        for (long sequence = 1; sequence <= Items; sequence++)
        {
            chains.Add(StreamState.Chain(chains[^1], BitConverter.GetBytes(sequence)));
        }

        return [.. chains];
    }
}
