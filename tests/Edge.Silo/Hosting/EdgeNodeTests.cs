using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using OrleansCare.Clinical.Codes;
using OrleansCare.Contracts.Patients;
using OrleansCare.Contracts.Station;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Client;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Hosting;

/// <summary>The whole path from a device's socket to the station's, on a real silo.</summary>
public class EdgeNodeTests
{
    [Fact]
    public async Task A_packet_is_counted_once_however_often_it_is_sent()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");

        await device.SendAsync(Mdc.HeartRate, 72, "/min");
        device.Sequence = 1;
        await device.SendAsync(Mdc.HeartRate, 72, "/min");
        await device.SendAsync(Mdc.HeartRate, 73, "/min");

        var status = await node.StatusAsync();
        Assert.Equal((2, 3, 1), (status.PacketsAccepted, status.PacketsAcknowledged, status.PacketsDuplicate));
    }

    [Fact]
    public async Task A_device_with_a_wrong_password_is_refused()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        var refused = await Assert.ThrowsAsync<MqttClientException>(() => node.ConnectAsync("monitor-1", password: "wrong"));

        Assert.Equal(MqttConnectReturnCode.BadUserNameOrPassword, refused.ReturnCode);
    }

    [Theory]
    [InlineData("json", "not json at all", "UndecodablePayload")]
    [InlineData("fax", "{}", "UnknownTopic")]
    [InlineData("json", """{"sequence":1,"numerics":[{"code":150456,"value":140,"unit":"%"}]}""", "Implausible")]
    [InlineData("json", """{"sequence":1,"time":"2099-01-01T00:00:00Z","numerics":[{"code":150456,"value":97,"unit":"%"}]}""", "TimeImplausible")]
    public async Task Bad_input_is_quarantined_with_its_reason_and_acknowledged(string format, string payload, string reason)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");

        await device.SendAsync(format, payload);

        var status = await node.StatusAsync();
        Assert.Equal(1, status.Rejects[reason]);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(node.DataDirectory, "quarantine")));
    }

    [Fact]
    public async Task What_a_device_sends_after_its_patient_was_discharged_is_quarantined_and_acknowledged()
    {
        await using var node = await EdgeNode.StartAsync();
        var patient = await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");
        await node.DischargeAsync(patient);

        await device.SendAsync(Mdc.HeartRate, 72, "/min");

        Assert.Equal(1, (await node.StatusAsync()).Rejects["NotAssociated"]);
    }

    [Fact]
    public async Task An_alarm_reaches_the_station_and_is_acknowledged_there()
    {
        await using var node = await EdgeNode.StartAsync();
        var patient = await node.AdmitAsync("ICU-1", "monitor-1");
        using var station = await node.WatchAsync();
        await using var device = await node.ConnectAsync("monitor-1");

        using var sending = new CancellationTokenSource();
        var sender = SendEverySecondAsync(device, value: 82, sending.Token);
        var alarm = (await station.WaitForAsync("a SpO2 alarm", frame => frame.Alarm is { Kind: "Spo2Low", Condition: 1 })).Alarm;
        Assert.Equal(patient, alarm.Patient);

        var result = await station.CommandAsync(new ClientFrame { CommandId = 5, Acknowledge = new Acknowledge { Patient = patient, Alarm = alarm.Id, By = "nurse" } });
        Assert.True(result.Accepted, result.Error);

        using var another = await node.WatchAsync();
        var seen = (await another.WaitForAsync("the acknowledged alarm", frame => frame.Alarm?.Id == alarm.Id)).Alarm;
        Assert.Equal((5u, true), (seen.Signal, seen.Snapshot));
        await sending.CancelAsync();
        await sender;
    }

    [Fact]
    public async Task Staff_pause_signals_enter_limits_and_standby_and_every_station_sees_it()
    {
        await using var node = await EdgeNode.StartAsync();
        var patient = await node.AdmitAsync("ICU-1", "monitor-1");
        using var station = await node.WatchAsync();

        var paused = await station.CommandAsync(new ClientFrame { CommandId = 1, InactivateSignals = new InactivateSignals { Patient = patient, Signal = 1, By = "nurse" } });
        var off = await station.CommandAsync(new ClientFrame { CommandId = 2, InactivateSignals = new InactivateSignals { Patient = patient, Kind = "Asystole", Signal = 2, By = "nurse", Reason = "known" } });
        var limit = await station.CommandAsync(new ClientFrame { CommandId = 3, EnterLimit = new EnterLimit { Patient = patient, Vital = "Spo2", Low = 80, By = "nurse", Reason = "chronic lung disease" } });
        var unexplained = await station.CommandAsync(new ClientFrame { CommandId = 4, EnterLimit = new EnterLimit { Patient = patient, Vital = "Spo2", Low = 80, By = "nurse" } });
        var away = await station.CommandAsync(new ClientFrame { CommandId = 5, EnterStandby = new EnterStandby { Patient = patient, Away = true, By = "nurse", Reason = "imaging" } });
        var transfer = await node.Client.PostAsJsonAsync(new Uri(node.Http, $"/api/stays/{patient}/transfer"), new TransferRequest("ICU-2", "North", "nurse"));

        Assert.Equal((true, false, true, false, true, HttpStatusCode.NoContent), (paused.Accepted, off.Accepted, limit.Accepted, unexplained.Accepted, away.Accepted, transfer.StatusCode));
        await node.RestartAsync();
        using var another = await node.WatchAsync();
        var bed = (await another.WaitForAsync("the bed", frame => frame.Bed?.Patient == patient)).Bed;
        Assert.Equal(("ICU-2", "North", "imaging"), (bed.Bed_, bed.Ward, bed.Standby.Reason));
        var signals = (await another.WaitForAsync("the paused signals", frame => frame.Signals is not null)).Signals;
        Assert.Equal(("", 1u, "nurse"), Assert.Single(signals.Inactivations) is var only ? (only.Kind, only.Signal, only.By) : default);
        var limits = (await another.WaitForAsync("the limits", frame => frame.Limits is not null)).Limits;
        Assert.Equal((80d, "chronic lung disease"), limits.Limits_.Single(l => l.Vital == "Spo2") is var spo2 ? (spo2.Low, spo2.Reason) : default);
    }

    [Fact]
    public async Task After_a_restart_the_stay_its_counts_and_its_sequences_are_back()
    {
        await using var node = await EdgeNode.StartAsync();
        var patient = await node.AdmitAsync("ICU-1", "monitor-1");
        await using (var device = await node.ConnectAsync("monitor-1"))
        {
            for (var i = 0; i < 20; i++)
            {
                await device.SendAsync(Mdc.HeartRate, 70, "/min");
            }
        }

        await node.RestartAsync();
        await using var again = await node.ConnectAsync("monitor-1");
        again.Sequence = 20;
        await again.SendAsync(Mdc.HeartRate, 70, "/min");
        await again.SendAsync(Mdc.HeartRate, 70, "/min");

        var status = await node.StatusAsync();
        Assert.Equal((21, 1, 0), (status.PacketsAccepted, status.PacketsDuplicate, status.PacketsMissing));
        Assert.Equal(patient, await node.AdmitAsync("ICU-1", "monitor-1"));
    }

    [Theory]
    [InlineData("http://elsewhere.example", false)]
    [InlineData(null, true)]
    public async Task Only_our_own_page_may_open_the_stations_feed_in_a_browser(string? origin, bool allowed)
    {
        await using var node = await EdgeNode.StartAsync();
        using var browser = new ClientWebSocket();
        browser.Options.SetRequestHeader("Origin", origin ?? node.Http.GetLeftPart(UriPartial.Authority));
        var connecting = browser.ConnectAsync(new UriBuilder(node.Http) { Scheme = "ws", Path = "/station/live" }.Uri, CancellationToken.None);

        if (allowed)
        {
            await connecting;
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
        }
    }

    [Fact]
    public async Task A_bed_is_not_given_to_a_second_patient_before_the_first_is_discharged()
    {
        await using var node = await EdgeNode.StartAsync();
        var patient = await node.AdmitAsync("ICU-1", "monitor-1");
        var second = new AdmissionRequest("ICU-1", "Someone Else", "other", null, null, null, [], By: "Admissions");

        Assert.Equal(HttpStatusCode.Conflict, (await node.Client.PostAsJsonAsync(new Uri(node.Http, "/api/admissions"), second)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, await node.DischargeAsync(patient));
        Assert.Equal(HttpStatusCode.OK, (await node.Client.PostAsJsonAsync(new Uri(node.Http, "/api/admissions"), second)).StatusCode);
    }

    private static async Task SendEverySecondAsync(ScriptedDevice device, double value, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested)
        {
            await device.SendAsync(Mdc.Spo2, value, "%");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
