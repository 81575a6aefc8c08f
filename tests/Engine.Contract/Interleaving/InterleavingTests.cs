using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Interleaving;

public sealed class InterleavingTests(InterleavingTests.ImpatientSilo silo) : IClassFixture<InterleavingTests.ImpatientSilo>
{
    [Fact]
    public async Task A_second_call_waits_until_the_first_has_ended()
    {
        var door = Door("ordinary");
        var first = door.Pass("first");
        await In("ordinary first");
        var second = door.Pass("second");
        var peek = door.Peek("peek");
        await In("ordinary peek");

        Assert.False(Gates.Opened("ordinary second in").IsCompleted);

        Out("ordinary first");
        await first;
        await In("ordinary second");
        Out("ordinary second", "ordinary peek");
        await Task.WhenAll(second, peek);
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other_but_not_with_a_writer()
    {
        var door = Door("read");
        var readers = Task.WhenAll(door.Read("a"), door.Read("b"));
        await In("read a");
        await In("read b");
        var writer = door.Pass("writer");
        var peek = door.Peek("peek");
        await In("read peek");

        Assert.False(Gates.Opened("read writer in").IsCompleted);

        Out("read a", "read b", "read peek", "read writer");
        await Task.WhenAll(readers, writer, peek);
    }

    [Fact]
    public async Task A_reentrant_grain_begins_every_call_at_once()
    {
        var door = silo.Grains.GetGrain<IRevolvingDoor>("revolving");
        var calls = Task.WhenAll(door.Pass("a"), door.Pass("b"));

        await In("revolving a");
        await In("revolving b");
        Out("revolving a", "revolving b");
        await calls;
    }

    [Fact]
    public async Task A_grain_can_say_by_its_arguments_which_call_interleaves()
    {
        var door = silo.Grains.GetGrain<IDoor>(GrainId.Create("contract.side-door", "side"));
        var visitor = door.Pass("visitor");
        await In("side visitor");
        var other = door.Pass("other");
        var staff = door.Pass("staff");
        await In("side staff");

        Assert.False(Gates.Opened("side other in").IsCompleted);

        Out("side visitor", "side other", "side staff");
        await Task.WhenAll(visitor, other, staff);
    }

    [Fact]
    public async Task A_chain_of_calls_may_come_back_where_the_grain_allows_it()
    {
        Assert.Equal("chain a asked chain b", await Door("chain a").CallBack(Door("chain b"), allow: true));
    }

    [Fact]
    public async Task A_cycle_of_calls_ends_in_a_timeout_and_leaves_the_grains_usable()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Door("cycle a").CallBack(Door("cycle b"), allow: false));

        Assert.NotEmpty(failure.Message);
        Assert.Equal("cycle a", await Door("cycle a").Name());
    }

    private static Task In(string name) => Within.Reason(Gates.Opened(name + " in"), name + " is entered");

    private static void Out(params string[] names) => Array.ForEach(names, name => Gates.Open(name + " out"));

    private IDoor Door(string key) => silo.Grains.GetGrain<IDoor>(GrainId.Create("contract.door", key));

    public sealed class ImpatientSilo : SiloFixture
    {
        protected override void Configure(ISiloBuilder silo) =>
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(3));
    }
}
