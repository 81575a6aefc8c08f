namespace OrleansCare.Engine.Contract.Calls;

public sealed class CallTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_call_answers_with_the_methods_value()
    {
        var counter = silo.Grains.GetGrain<ICounter>("value");

        Assert.Equal(2, await counter.Add(2));
        Assert.Equal(5, await counter.Add(3));
    }

    [Fact]
    public async Task A_grain_knows_its_key()
    {
        Assert.Equal("ward/7 north", await silo.Grains.GetGrain<ICounter>("ward/7 north").Name());
    }

    [Fact]
    public async Task An_exception_of_the_grain_reaches_the_caller()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<ICounter>("fail").Fail("no such bed"));

        Assert.Equal("no such bed", failure.Message);
        Assert.Equal("inside", Assert.IsType<FormatException>(failure.InnerException).Message);
    }

    [Fact]
    public async Task A_call_begins_after_the_one_before_has_ended()
    {
        var counter = silo.Grains.GetGrain<ICounter>("one after the other");

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => counter.AddSlowly(1)));

        Assert.Equal(500, await counter.Add(0));
    }
}
