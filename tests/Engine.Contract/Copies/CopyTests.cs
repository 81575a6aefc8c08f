using Orleans;

namespace OrleansCare.Engine.Contract.Copies;

public sealed class CopyTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 30, 0, TimeSpan.FromHours(1));

    [Fact]
    public async Task What_the_caller_changes_after_the_call_does_not_reach_the_grain()
    {
        var grain = silo.Grains.GetGrain<IMessages>(1);
        int[] numbers = [1, 2];
        var folder = Filled();

        await grain.Keep(folder, numbers);
        numbers[0] = 100;
        folder.Note("later");
        ((Polygon)folder.Shapes["a"]).Corners[0] = default;

        Assert.Equal(3, await grain.Sum());
        AssertFilled(await grain.Folder());
    }

    [Fact]
    public async Task What_the_caller_does_to_an_answer_does_not_reach_the_grain()
    {
        var grain = silo.Grains.GetGrain<IMessages>(2);
        await grain.Keep(Filled(), []);

        (await grain.Folder()).Note("mine");
        (await grain.Folder()).Shapes.Clear();

        AssertFilled(await grain.Folder());
    }

    [Fact]
    public async Task A_foreign_type_travels_by_its_converter()
    {
        Assert.Equal("x", (await silo.Grains.GetGrain<IMessages>(3).Echo(new Foreign("x"))).Text);
    }

    [Fact]
    public async Task Derived_records_arrive_as_what_they_are()
    {
        Shape[] shapes = [new Polygon("p", [new Point(1, 2)])];

        var echoed = await silo.Grains.GetGrain<IMessages>(4).EchoShapes(shapes);

        var polygon = Assert.IsType<Polygon>(Assert.Single(echoed));
        Assert.Equal("p", polygon.Name);
        Assert.Equal([new Point(1, 2)], polygon.Corners);
    }

    [Fact]
    public async Task Samples_travel_as_memory()
    {
        var samples = await silo.Grains.GetGrain<IMessages>(5).EchoSamples(new short[] { 1, -2, 3 });

        Assert.Equal([1, -2, 3], samples.ToArray());
    }

    [Fact]
    public async Task An_exception_of_ones_own_arrives_with_its_members()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => silo.Grains.GetGrain<IMessages>(6).Refuse());

        Assert.Equal("not today", refused.Message);
        Assert.Equal(42, refused.Code);
    }

    private static Folder Filled()
    {
        var folder = new Folder
        {
            Shapes = { ["a"] = new Polygon("a", [new Point(3, 4)]) },
            Numbers = [1, 2, 3],
            Bytes = new byte[] { 9 },
            Stamp = (At, 7),
        };
        folder.Note("first");
        return folder;
    }

    private static void AssertFilled(Folder folder)
    {
        Assert.Equal(["first"], folder.Notes);
        Assert.Equal([new Point(3, 4)], Assert.IsType<Polygon>(folder.Shapes["a"]).Corners);
        Assert.Equal([1, 2, 3], folder.Numbers.AsEnumerable());
        Assert.Equal([9], folder.Bytes.ToArray());
        Assert.Equal((At, 7), folder.Stamp);
    }
}
