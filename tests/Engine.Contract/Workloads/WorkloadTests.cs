using FsCheck;
using FsCheck.Fluent;

namespace OrleansCare.Engine.Contract.Workloads;

public sealed class WorkloadTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int Workloads = 40;
    private const int MostCommands = 300;

    [Fact]
    public void No_call_is_lost_or_doubled_none_run_side_by_side_and_no_write_is_overwritten_unseen()
    {
        var (number, stale) = (0, 0);
        var commands = Gen.Sized(size => Gen.Choose(0, Workload.Commands - 1).ArrayOf(size * MostCommands / 100)).ToArbitrary();
        var property = Prop.ForAll(commands, chosen =>
        {
            stale += new Workload(silo, $"workload {number++}", chosen).RunAsync().GetAwaiter().GetResult();
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Workloads), property);
        Assert.True(stale > 0, "No write met another's; the workloads show nothing about ETags.");
    }
}
