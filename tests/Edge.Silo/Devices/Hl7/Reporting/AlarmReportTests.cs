using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.Clinical.Codes;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Devices.Hl7.Reporting;

/// <summary>Alarms on their way to the hospital's alarm manager.</summary>
public class AlarmReportTests
{
    [Fact]
    public async Task An_alarm_is_reported_with_its_facets_and_again_until_it_is_acknowledged()
    {
        var tries = 0;
        await using var manager = new AlarmManager(message => IsSpo2(message) && tries++ == 0 ? "CE" : "CA");
        await using var node = await EdgeNode.StartAsync(settings: [$"Hl7:AlarmReceiver=127.0.0.1:{manager.Port}"]);
        await using var low = await LowSpo2.StartAsync(node);

        var first = await manager.HearAsync(IsSpo2);
        var second = await manager.HearAsync(IsSpo2);

        Assert.Equal(first, second);
        Assert.Contains("|ORU^R40^ORU_R40|", first);
        Assert.Contains("PID|||MRN-ICU-1^^^^MR\n", first);
        Assert.Contains("OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.0.0.1.2|82|%^%^UCUM|", first);
        Assert.Contains("OBX|3|ST|68481^EVENT_PHASE^MDC|1.0.0.1.3|start||||||R\n", first);
        Assert.Contains("OBX|4|ST|68482^ALARM_STATE^MDC|1.0.0.1.4|active||||||R\n", first);
        Assert.Contains("OBX|5|ST|68483^ALARM_INACTIVATION_STATE^MDC|1.0.0.1.5|enabled||||||R\n", first);
        Assert.Contains("OBX|7|ST|68485^ALERT_TYPE^MDC|1.0.0.1.7|SP||||||R\n", first);
    }

    [Fact]
    public async Task What_the_manager_says_of_an_alarm_stands_in_the_audit_trail_its_later_status_too()
    {
        await using var manager = new AlarmManager(_ => "CA");
        await using var node = await EdgeNode.StartAsync(settings: [$"Hl7:AlarmReceiver=127.0.0.1:{manager.Port}"]);
        await using var low = await LowSpo2.StartAsync(node);
        var message = await manager.HearAsync(IsSpo2);

        await manager.TellStatusAsync(message, "AA");
        var status = await AuditAsync(node, "AlarmReportStatus");

        Assert.EndsWith(" AA", status.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("MANAGER", status.GetProperty("by").GetString());
        Assert.Equal(low.Patient, status.GetProperty("patient").GetString());
        Assert.EndsWith(" CA", (await AuditAsync(node, "AlarmReported")).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_managers_status_may_come_to_the_edges_own_listener()
    {
        await using var manager = new AlarmManager(_ => "CA");
        await using var node = await EdgeNode.StartAsync(settings: [$"Hl7:AlarmReceiver=127.0.0.1:{manager.Port}"]);
        await using var low = await LowSpo2.StartAsync(node);
        var message = await manager.HearAsync(IsSpo2);
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        var reply = await sender.AskAsync(AlarmManager.Saying(message, "AE", "ORA^R41^ORA_R41").Replace("NE|NE", "AL|NE", StringComparison.Ordinal));

        Assert.Contains("MSA|CA|", reply, StringComparison.Ordinal);
        Assert.EndsWith(" AE", (await AuditAsync(node, "AlarmReportStatus")).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_that_resets_the_connection_gets_the_same_report_on_the_next_one()
    {
        var resets = 3;
        await using var manager = new AlarmManager(message => IsSpo2(message) && resets-- > 0 ? null : "CA");
        await using var node = await EdgeNode.StartAsync(settings: [$"Hl7:AlarmReceiver=127.0.0.1:{manager.Port}"]);
        await using var low = await LowSpo2.StartAsync(node);

        var first = await manager.HearAsync(IsSpo2);
        for (var again = 0; again < 3; again++)
        {
            Assert.Equal(first, await manager.HearAsync(IsSpo2));
        }

        Assert.EndsWith(" CA", (await AuditAsync(node, "AlarmReported")).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_waits_when_the_edge_stops_is_sent_after_it_is_back_under_the_same_control_id()
    {
        var takes = false;
        await using var manager = new AlarmManager(message => takes || !IsSpo2(message) ? "CA" : "CE");
        await using var node = await EdgeNode.StartAsync(settings: [$"Hl7:AlarmReceiver=127.0.0.1:{manager.Port}"]);
        string refused;
        await using (var low = await LowSpo2.StartAsync(node))
        {
            refused = await manager.HearAsync(IsSpo2);
        }

        await node.StopAsync();
        manager.Forget();
        takes = true;
        await node.StartAgainAsync();

        var first = await manager.HearAsync(IsSpo2);
        var later = await manager.HearAsync(IsSpo2);

        Assert.Equal(refused, first);
        Assert.NotEqual(AlarmManager.ControlId(first), AlarmManager.ControlId(later));
    }

    private static bool IsSpo2(string message) => message.Contains("MDC_PULS_OXIM_SAT_O2", StringComparison.Ordinal);

    private static async Task<JsonElement> AuditAsync(EdgeNode node, string action)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var entries = await node.Client.GetFromJsonAsync<JsonElement[]>(new Uri(node.Http, "/api/audit?action=" + action), patience.Token);
            if (entries is { Length: > 0 })
            {
                return entries[0];
            }
        }
    }

    /// <summary>A patient whose SpO2 is too low as long as this lives.</summary>
    private sealed class LowSpo2 : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ScriptedDevice _device;
        private readonly Task _sending;

        private LowSpo2(string patient, ScriptedDevice device) => (Patient, _device, _sending) = (patient, device, SendEverySecondAsync(device, _stop.Token));

        public string Patient { get; }

        public static async Task<LowSpo2> StartAsync(EdgeNode node)
        {
            var patient = await node.AdmitAsync("ICU-1", "monitor-1");
            return new LowSpo2(patient, await node.ConnectAsync("monitor-1"));
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _sending;
            await _device.DisposeAsync();
            _stop.Dispose();
        }

        private static async Task SendEverySecondAsync(ScriptedDevice device, CancellationToken stop)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (!stop.IsCancellationRequested)
            {
                await device.SendAsync(Mdc.Spo2, 82, "%");
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }
}
