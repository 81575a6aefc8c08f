namespace OrleansCare.Clinical.Tests.Alarms;

/// <summary>
/// All interleavings of thirteen happenings up to <see cref="Depth"/> on a real PatientMonitor: no high priority alarm is lost, whatever comes in
/// whichever order. Longer ones are drawn by chance.
/// </summary>
public sealed class AlarmModelCheck
{
    private const int Depth = 5;
    private static readonly Happening[] All = Enum.GetValues<Happening>();

    [Fact]
    public void No_high_priority_alarm_is_lost_in_any_order_of_five_happenings()
    {
        var path = new int[Depth];
        var checkFrom = 0;
        long paths = 0;
        do
        {
            Run([.. path.Select(index => All[index])], checkFrom);
            paths++;
        }
        while ((checkFrom = Next(path)) >= 0);

        Assert.Equal((long)Math.Pow(All.Length, Depth), paths);
    }

    [Theory]
    [InlineData(20261125)]
    public void Nor_in_long_orders_drawn_by_chance(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            Run([.. Enumerable.Range(0, 60).Select(_ => All[random.Next(All.Length - 1)])], checkFrom: 0);
        }
    }

    private static void Run(Happening[] path, int checkFrom)
    {
        var world = new AlarmWorld();
        for (var i = 0; i < path.Length; i++)
        {
            try
            {
                world.Do(path[i]);
                if (i >= checkFrom)
                {
                    world.Check();
                }
            }
            catch (InvalidOperationException broken)
            {
                Assert.Fail($"{string.Join(", ", path[..(i + 1)])}: {broken.Message}");
            }
        }
    }

    /// <returns>The first place that changed; what comes before was checked already. -1 after the last path.</returns>
    private static int Next(int[] path)
    {
        for (var i = path.Length - 1; i >= 0; i--)
        {
            if (++path[i] < All.Length)
            {
                return i;
            }

            path[i] = 0;
        }

        return -1;
    }
}
