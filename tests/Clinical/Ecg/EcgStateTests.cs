using System.Buffers.Binary;
using System.Security.Cryptography;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Tests.Ecg;

public sealed class EcgStateTests
{
    private static readonly EcgFormat Format = new(250, 1);
    private static readonly float[] Signal = new SyntheticEcg(250).Beats(0.5, 13, 75).Wide(13.4).Beats(14.6, 40, 75).Render(40);

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(2500)]
    public void Block_sizes_change_neither_findings_nor_a_bit_of_the_state(int block)
    {
        var reference = new EcgRun(250).Feed(Signal, 100);

        var run = new EcgRun(250).Feed(Signal, block);

        Assert.Equal(reference.Detected, run.Detected);
        Assert.Equal(reference.Rhythm, run.Rhythm);
        Assert.Equal(reference.Inputs, run.Inputs);
        Assert.Equal(reference.State(), run.State());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1234)]
    [InlineData(5003)]
    public void A_standby_that_takes_the_state_over_goes_on_with_the_same_bits(int at)
    {
        var owner = new EcgRun(250).Feed(Signal[..at]);

        var standby = new EcgRun(EcgAnalyzer.ReadState(Format, owner.State(), out var error)!);

        Assert.Equal(StateError.None, error);
        var before = owner.Detected.Count;
        owner.Feed(Signal[at..]);
        standby.Feed(Signal[at..]);
        Assert.Equal(owner.Detected[before..], standby.Detected);
        Assert.Equal(owner.State(), standby.State());
    }

    [Fact]
    public void The_state_after_a_known_signal_has_the_same_bits_on_every_machine()
    {
        var run = new EcgRun(250).Feed(Signal);

        Assert.Equal("4122441d7a5bab44", Convert.ToHexStringLower(SHA256.HashData(run.State()).AsSpan(0, 8)));
    }

    [Fact]
    public void A_state_cut_short_or_too_long_is_refused_whole()
    {
        var state = new EcgRun(250).Feed(Signal[..1000]).State();

        for (var length = 0; length < state.Length; length += 97)
        {
            Assert.Null(EcgAnalyzer.ReadState(Format, state.AsSpan(0, length), out var error));
            Assert.Equal(StateError.Corrupt, error);
        }

        Assert.Null(EcgAnalyzer.ReadState(Format, [.. state, 0], out var tooLong));
        Assert.Equal(StateError.Corrupt, tooLong);
    }

    [Fact]
    public void A_state_of_another_version_or_format_is_refused_by_name()
    {
        var state = new EcgRun(250).Feed(Signal[..1000]).State();

        Assert.Null(EcgAnalyzer.ReadState(new EcgFormat(500, 1), state, out var format));
        BinaryPrimitives.WriteInt32LittleEndian(state, 999);
        Assert.Null(EcgAnalyzer.ReadState(Format, state, out var version));

        Assert.Equal((StateError.Format, StateError.Version), (format, version));
    }

    [Fact]
    public void Overwritten_bytes_never_make_a_state_that_throws_later()
    {
        var good = new EcgRun(250).Feed(Signal[..2000]).State();
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var bad = good.ToArray();
            random.NextBytes(bad.AsSpan(28 + random.Next(bad.Length - 40), 12));
            if (EcgAnalyzer.ReadState(Format, bad, out _) is { } analyzer)
            {
                new EcgRun(analyzer).Feed(Signal[..500]);
            }
        }
    }

    [Fact]
    public void Analysis_allocates_nothing_once_its_lists_have_grown()
    {
        var analyzer = new EcgAnalyzer(Format);
        var findings = new EcgFindings();
        analyzer.Process(new EcgBlock { Lead1 = Signal }, findings);

        var before = GC.GetAllocatedBytesForCurrentThread();
        analyzer.Process(new EcgBlock { Lead1 = Signal }, findings);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEmpty(findings.Ready);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(1001, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(250, 0)]
    [InlineData(250, 4)]
    public void A_format_outside_the_ranges_is_refused(double rate, int leads)
        => Assert.Throws<ArgumentException>(() => new EcgAnalyzer(new EcgFormat(rate, leads)));
}
