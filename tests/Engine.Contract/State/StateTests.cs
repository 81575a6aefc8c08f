using Orleans;
using Orleans.Storage;

namespace OrleansCare.Engine.Contract.State;

public sealed class StateTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task What_was_written_is_there_after_the_grain_comes_back_and_what_was_not_is_gone()
    {
        var memo = Memo(1);
        Assert.False(await memo.Exists());

        await memo.Write("hello", 7);
        await memo.MarkWithoutWriting(8);
        await memo.Leave();

        var read = await memo.Read();
        Assert.Equal("hello", read.Text);
        Assert.Equal([7], read.Marks);
        Assert.True(await memo.Exists());
    }

    [Fact]
    public async Task Cleared_state_is_new_state()
    {
        var memo = Memo(2);
        await memo.Write("gone soon", 1);

        await memo.Clear();

        Assert.False(await memo.Exists());
        Assert.Equal("", (await memo.Read()).Text);
        await memo.Write("again", 2);
        Assert.Equal([2], (await memo.Read()).Marks);
    }

    [Fact]
    public async Task A_write_over_somebody_elses_is_refused_and_the_grain_reads_again()
    {
        var memo = Memo(3);
        await memo.Write("mine", 1);
        await memo.WriteBehindTheBack();

        await Assert.ThrowsAsync<InconsistentStateException>(() => memo.Write("mine again", 2));

        Assert.Equal("somebody else", (await memo.Read()).Text);
    }

    private IMemo Memo(int number) => silo.Grains.GetGrain<IMemo>(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
