namespace OrleansCare.Scenario.Tests.Demo;

public class RecordingTests
{
    [RecordingsFact]
    public async Task Recorded_patients_are_monitored_without_a_loss()
    {
        using var demo = DemoProcess.Start("--records", Path.Combine(RecordingsFactAttribute.Folder, "mitdb"), "--beds", "2", "--seconds", "15");

        (await demo.WhenGreenAsync()).RequireNothingLost();
    }
}
