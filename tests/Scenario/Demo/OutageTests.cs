namespace OrleansCare.Scenario.Tests.Demo;

/// <summary>docs/flows/outage.md: what each outage costs.</summary>
public class OutageTests
{
    [Fact]
    public async Task Kill_of_the_edge_in_mid_stream_loses_nothing()
    {
        using var demo = DemoProcess.Start("--beds", "8", "--seconds", "24", "--kill-edge-at", "12");

        var summary = await demo.WhenGreenAsync();

        summary.RequireNothingLost();
        Assert.True(summary.GetProperty("alarmsByKind").EnumerateObject().Any(), "There was no alarm that could have been lost.");
        Assert.Contains("The edge was killed at 12 s", summary.GetProperty("notes").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cloud_that_is_down_for_most_of_the_run_gets_everything()
    {
        using var demo = DemoProcess.Start("--beds", "8", "--seconds", "26", "--cloud-down", "18");

        var summary = await demo.WhenGreenAsync();

        summary.RequireNothingLost();
        Assert.True(summary.Number("observationsInCloud") > 0);
        Assert.Contains("The cloud was not there for the first 18 s", summary.GetProperty("notes").ToString(), StringComparison.Ordinal);
    }
}
