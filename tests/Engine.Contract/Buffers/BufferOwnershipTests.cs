namespace OrleansCare.Engine.Contract.Buffers;

/// <summary>An argument belongs to the grain until its turn has ended; a caller that gave up gets neither it nor somebody else's answer back.</summary>
public sealed class BufferOwnershipTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_grain_keeps_its_buffer_when_its_caller_gave_up_and_gives_it_back_when_its_turn_ends()
    {
        var grain = silo.Grains.GetGrain<IPackets>("keeps");
        var packet = new Packet([1, 2, 3]);
        var late = grain.Sum(packet, "late").AsTask();
        await Within.Reason(Gates.Opened("late in"), "the grain is entered");
        await Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(late, "the caller gives up"));
        Assert.False(packet.IsGivenBack);

        // Calls that come after it use what a request that was returned too early would share with it.
        await ManyCallsAsync("other", [9, 9, 9], 27);
        Gates.Open("late out");

        Assert.Equal([6], await Within.Reason(grain.Sums(), "the grain is free again"));
        Assert.True(packet.IsGivenBack);
        Assert.Equal(new byte[3], packet.Samples);
    }

    [Fact]
    public async Task What_a_caller_that_gave_up_does_to_its_own_array_does_not_reach_the_grain()
    {
        var grain = silo.Grains.GetGrain<IPackets>("copies");
        byte[] own = [4, 5, 6];
        var late = grain.SumCopied(own, "copy").AsTask();
        await Within.Reason(Gates.Opened("copy in"), "the grain is entered");
        await Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(late, "the caller gives up"));

        Array.Fill(own, (byte)200);
        Gates.Open("copy out");

        Assert.Equal([15], await Within.Reason(grain.Sums(), "the grain is free again"));
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_reaches_no_other_caller()
    {
        var grain = silo.Grains.GetGrain<IPackets>("late answer");
        var late = grain.Sum(new Packet([50, 50]), "too late").AsTask();
        await Within.Reason(Gates.Opened("too late in"), "the grain is entered");
        await Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(late, "the caller gives up"));

        Gates.Open("too late out");

        await ManyCallsAsync("others", [1], 1);
        Assert.Equal([100], await grain.Sums());
    }

    private async Task ManyCallsAsync(string key, byte[] samples, int expected)
    {
        Gates.Open(key + " out");
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => silo.Grains.GetGrain<IPackets>(key).Sum(new Packet([.. samples]), key).AsTask()));
        Assert.All(answers, sum => Assert.Equal(expected, sum));
    }
}
