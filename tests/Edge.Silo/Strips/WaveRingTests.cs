using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Strips;

namespace OrleansCare.Edge.Tests.Strips;

public class WaveRingTests
{
    private const short None = WaveformChunk.NoValue;

    private static readonly SiloTime At = new(1_000_000_000);

    private readonly WaveRing _ring = new("d", Mdc.Pleth);

    [Fact]
    public void Samples_come_back_by_their_index()
    {
        Add(100, [1, 2, 3]);
        Add(103, [4, 5]);

        Assert.Equal([None, 1, 2, 3, 4, 5, None], Read(99, 7));
    }

    [Fact]
    public void Lost_samples_are_no_values_until_they_come_late()
    {
        Add(0, [1, 2]);
        Add(4, [5]);
        Assert.Equal([1, 2, None, None, 5], Read(0, 5));

        Add(2, [3, 4]);
        Assert.Equal([1, 2, 3, 4, 5], Read(0, 5));
        Assert.Equal(5, _ring.End);
    }

    [Fact]
    public void What_is_older_than_the_kept_seconds_is_gone()
    {
        for (var second = 0; second < 300; second++)
        {
            Add(second * 4, [1, 2, 3, 4]);
        }

        Assert.Equal(None, Read(0, 1)[0]);
        Assert.Equal(4, Read(1199, 1)[0]);
        Assert.DoesNotContain(None, Read(1200 - (4 * (int)WaveRing.Kept.TotalSeconds), 4));
    }

    [Theory]
    [InlineData(8, 3, 0)]
    [InlineData(4, 3_000_000, 0)]
    [InlineData(4, 3, 5)]
    public void Another_rate_index_or_scale_is_another_wave(double rate, long first, double offset)
    {
        Add(0, [1, 2, 3]);
        Add(first, [9], rate, offset);

        Assert.Equal(None, Read(2, 1)[0]);
        Assert.Equal(9, Read(first, 1)[0]);
    }

    [Fact]
    public void A_chunk_longer_than_the_ring_leaves_its_end()
    {
        Add(0, new short[100_000]);

        Assert.Equal(0, Read(99_999, 1)[0]);
        Assert.True(_ring.Bytes < 100_000);
    }

    [Fact]
    public void The_index_at_a_time_is_counted_back_from_the_newest_packet()
    {
        Add(0, [1, 2, 3, 4]);

        Assert.Equal(4, _ring.SampleAt(At));
        Assert.Equal(0, _ring.SampleAt(At + TimeSpan.FromSeconds(-1)));
        Assert.Equal(8, _ring.SampleAt(At + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void What_the_device_said_of_the_signal_is_kept_with_its_begin()
    {
        Add(0, [1, 2], status: SignalStatus.Ok);
        Add(2, [1, 2], status: SignalStatus.LeadOff);
        Add(4, [1, 2], status: SignalStatus.LeadOff);
        Add(6, [1, 2], status: SignalStatus.Ok);

        Assert.Equal([(1, SignalStatus.Ok), (2, SignalStatus.LeadOff), (6, SignalStatus.Ok)], _ring.Quality(1, 8));
        Assert.Equal([(5, SignalStatus.LeadOff)], _ring.Quality(5, 6));
    }

    /// <summary>Chunks in order with gaps, late ones and repeats, against a table that forgets nothing.</summary>
    [Fact]
    public void Whatever_comes_the_ring_holds_the_last_word_on_every_sample_it_keeps()
    {
        var chunk = from step in Gen.Choose(-12, 20) from length in Gen.Choose(1, 30) select (step, length);
        Prop.ForAll(chunk.NonEmptyListOf().ToArbitrary(), chunks =>
        {
            var ring = new WaveRing("d", Mdc.Pleth);
            var table = new Dictionary<long, short>();
            var (next, value) = (1000L, (short)0);
            foreach (var (step, length) in chunks.Prepend((0, 1)))
            {
                var first = Math.Max(1000, next + step);
                var samples = Enumerable.Range(0, length).Select(_ => ++value).ToArray();
                ring.Add(new WaveformChunk(Mdc.Pleth, 1, first, 1, 0, Unit.None, SignalStatus.Ok, samples), At);
                for (var i = 0; i < length; i++)
                {
                    table[first + i] = samples[i];
                }

                next = Math.Max(next, first + length);
            }

            var kept = new short[40];
            Array.Fill(kept, None);
            ring.CopyTo(next - kept.Length, kept);
            for (var i = 0; i < kept.Length; i++)
            {
                Assert.Equal(table.GetValueOrDefault(next - kept.Length + i, None), kept[i]);
            }
        }).QuickCheckThrowOnFailure();
    }

    private void Add(long first, short[] samples, double rate = 4, double offset = 0, SignalStatus status = SignalStatus.Ok) =>
        _ring.Add(new WaveformChunk(Mdc.Pleth, rate, first, 1, offset, Unit.None, status, samples), At);

    private short[] Read(long first, int count)
    {
        var samples = new short[count];
        Array.Fill(samples, None);
        _ring.CopyTo(first, samples);
        return samples;
    }
}
