using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansCare.Clinical.Codes;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>Alarms on their way to the hospital's alarm manager, a scripted one.</summary>
public class AlarmReportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_alarm_is_reported_with_its_facets_and_again_until_it_is_acknowledged()
    {
        using var manager = new TcpListener(IPAddress.Loopback, 0);
        manager.Start();
        await using var node = await EdgeNode.StartAsync(settings: [$"Hl7:AlarmReceiver=127.0.0.1:{((IPEndPoint)manager.LocalEndpoint).Port}"]);
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");
        using var stop = new CancellationTokenSource();
        var sending = SendEverySecondAsync(device, stop.Token);

        var first = await AnswerAsync(manager, "CE");
        var second = await AnswerAsync(manager, "CA");
        await stop.CancelAsync();
        await sending;

        Assert.Equal(first, second);
        Assert.Contains("|ORU^R40^ORU_R40|", first);
        Assert.Contains("PID|||MRN-ICU-1^^^^MR\n", first);
        Assert.Contains("OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.0.0.1.2|82|%^%^UCUM|", first);
        Assert.Contains("OBX|3|ST|68481^EVENT_PHASE^MDC|1.0.0.1.3|start||||||R\n", first);
        Assert.Contains("OBX|4|ST|68482^ALARM_STATE^MDC|1.0.0.1.4|active||||||R\n", first);
        Assert.Contains("OBX|5|ST|68483^ALARM_INACTIVATION_STATE^MDC|1.0.0.1.5|enabled||||||R\n", first);
        Assert.Contains("OBX|7|ST|68485^ALERT_TYPE^MDC|1.0.0.1.7|SP||||||R\n", first);
    }

    /// <summary>Takes one connection and one message of a SpO2 alarm, replies, closes; everything else is acknowledged.</summary>
    private static async Task<string> AnswerAsync(TcpListener manager, string code)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = await manager.AcceptTcpClientAsync(patience.Token);
        while (true)
        {
            var message = await ReadAsync(client.GetStream(), patience.Token);
            var isWanted = message.Contains("MDC_PULS_OXIM_SAT_O2", StringComparison.Ordinal);
            var id = message.Split('|')[9];
            var reply = $"MSH|^~\\&|AM||ORLEANSCARE||20260301130000+0100||ACK^R40^ACK|R{id}|P|2.6|||NE|NE\rMSA|{(isWanted ? code : "CA")}|{id}\r";
            await client.GetStream().WriteAsync(Hl7Sender.Frame(reply), patience.Token);
            if (isWanted)
            {
                return message;
            }
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        do
        {
            Assert.Equal(1, await stream.ReadAsync(one, cancellationToken));
            bytes.Add(one[0]);
        }
        while (bytes is not [.., 0x1C, 0x0D]);
        return Encoding.UTF8.GetString([.. bytes.Skip(1).SkipLast(2)]).Replace('\r', '\n');
    }

    private static async Task SendEverySecondAsync(TestKit.ScriptedDevice device, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested)
        {
            await device.SendAsync(Mdc.Spo2, 82, "%");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
