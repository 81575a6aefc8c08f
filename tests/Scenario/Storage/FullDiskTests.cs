using System.Diagnostics;
using System.Net;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Client;
using OrleansCare.Scenario.Tests.Devices;

namespace OrleansCare.Scenario.Tests.Storage;

public class FullDiskTests
{
    private const string Serial = "monitor-1";

    [MountFact]
    public async Task A_full_disk_stops_acknowledgements_but_no_alarm_and_nothing_acknowledged_is_lost()
    {
        using var disk = new SmallDisk(megabytes: 16);
        await using var edge = await EdgeProcess.StartAsync(disk.Path);
        await edge.AdmitAsync("ICU-1", Serial);
        using var station = await edge.WatchAsync();
        var device = await edge.ConnectAsync(Serial);
        long acknowledged = 0;
        for (; acknowledged < 20; acknowledged++)
        {
            await device.PublishSpo2Async(Serial, acknowledged + 1, 97);
        }

        disk.Fill();
        (device, acknowledged) = await PublishUntilRefusedAsync(edge, device, acknowledged);
        Assert.Contains("Quota exceeded", await PublishBy5Async(edge, acknowledged + 1), StringComparison.OrdinalIgnoreCase);
        await station.WaitForAsync("the alarm that nothing is stored", frame => frame.Alarm is { Kind: "StorageFailed", Condition: 1 });
        using var stop = new CancellationTokenSource();
        var low = PublishLowAsync(edge, acknowledged + 1, stop.Token);
        await station.WaitForAsync("the SpO2 alarm", frame => frame.Alarm is { Kind: "Spo2Low", Condition: 1 });
        await stop.CancelAsync();
        await low;
        Assert.False(edge.HasExited);
        Assert.True((await edge.StatusAsync()).StorageDegraded);

        disk.Free();
        await station.WaitForAsync("the end of that alarm", frame => frame.Alarm is { Kind: "StorageFailed", Condition: not 1 });
        await using var again = await edge.ConnectAsync(Serial);
        for (var i = 0; i < 20; i++)
        {
            await again.PublishSpo2Async(Serial, ++acknowledged, 97);
        }

        await edge.KillAndRestartAsync();
        var status = await edge.StatusAsync();
        Assert.Equal((acknowledged, 0), (status.PacketsAccepted, status.PacketsMissing));
    }

    [MountFact]
    public async Task A_silo_that_starts_on_a_full_disk_still_knows_its_patients_and_alarms()
    {
        using var disk = new SmallDisk(megabytes: 16);
        await using var edge = await EdgeProcess.StartAsync(disk.Path);
        await edge.AdmitAsync("ICU-1", Serial);
        await using (var device = await edge.ConnectAsync(Serial))
        {
            await device.PublishSpo2Async(Serial, 1, 97);
        }

        disk.Fill();
        await edge.KillAndRestartAsync();
        using var station = await edge.WatchAsync();
        using var stop = new CancellationTokenSource();
        var low = PublishLowAsync(edge, 2, stop.Token);
        await station.WaitForAsync("the SpO2 alarm", frame => frame.Alarm is { Kind: "Spo2Low", Condition: 1 });
        await stop.CancelAsync();
        await low;

        Assert.Equal(1, (await edge.StatusAsync()).PacketsAccepted);
    }

    [MountFact]
    public async Task A_discharge_that_a_full_disk_refused_is_done_when_it_is_asked_for_again()
    {
        using var disk = new SmallDisk(megabytes: 16);
        await using var edge = await EdgeProcess.StartAsync(disk.Path);
        var patient = await edge.AdmitAsync("ICU-1", Serial);
        using var station = await edge.WatchAsync();
        disk.Fill();
        await PublishUntilRefusedAsync(edge, await edge.ConnectAsync(Serial), acknowledged: 0);
        await station.WaitForAsync("the alarm that nothing is stored", frame => frame.Alarm is { Kind: "StorageFailed", Condition: 1 });
        Assert.Equal(HttpStatusCode.Conflict, await edge.DischargeAsync(patient));

        disk.Free();
        await edge.WhenStoringAsync();
        Assert.Equal(HttpStatusCode.NoContent, await edge.DischargeAsync(patient));
        Assert.NotEqual(patient, await edge.AdmitAsync("ICU-1", "monitor-2"));
    }

    /// <summary>What fits into the last segment's pages is still taken; then a packet is refused by the end of its connection.</summary>
    private static async Task<(MqttClient Device, long Acknowledged)> PublishUntilRefusedAsync(EdgeProcess edge, MqttClient device, long acknowledged)
    {
        try
        {
            while (true)
            {
                await device.PublishSpo2Async(Serial, acknowledged + 1, 97);
                acknowledged++;
            }
        }
        catch (MqttClientException)
        {
            Assert.NotEqual(MqttCloseReason.None, await device.Closed);
            await device.DisposeAsync();
            return (device, acknowledged);
        }
    }

    /// <summary>What mosquitto_pub says of its publish.</summary>
    private static async Task<string> PublishBy5Async(EdgeProcess edge, long sequence)
    {
        string[] arguments =
        [
            "-h", "127.0.0.1", "-p", $"{edge.MqttPort}", "-V", "mqttv5", "-q", "1", "-i", Serial, "-u", "user", "-P", "secret", "-t", $"care/v1/{Serial}/json",
            "-m", $$"""{"sequence":{{sequence}},"numerics":[{"code":150456,"value":97,"unit":"%"}]}""",
        ];
        using var publisher = Process.Start(new ProcessStartInfo("mosquitto_pub", arguments) { RedirectStandardError = true })!;
        var said = publisher.StandardError.ReadToEndAsync();
        await publisher.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return await said;
    }

    /// <summary>One packet a second that nobody acknowledges, each on a connection of its own, as a device does that tries again.</summary>
    private static async Task PublishLowAsync(EdgeProcess edge, long sequence, CancellationToken stop)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (; !stop.IsCancellationRequested; sequence++)
        {
            await using var device = await edge.ConnectAsync(Serial);
            await Assert.ThrowsAsync<MqttClientException>(() => device.PublishSpo2Async(Serial, sequence, 82));
            await second.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
