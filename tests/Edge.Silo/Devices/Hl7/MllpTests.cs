using System.Net.Http.Json;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>Messages over MLLP on a real silo: what is replied, and what enters.</summary>
public class MllpTests
{
    [Fact]
    public async Task A_monitor_that_names_bed_and_patient_reaches_the_patient_and_is_acknowledged_after_the_commit()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        await sender.SendAsync(Hl7Sender.Frame(Report("1", accept: "AL", application: "AL")));

        Assert.Contains("\nMSA|CA|1\n", await sender.ReadAsync());
        Assert.Contains("\nMSA|AA|1\n", await sender.ReadAsync());
        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    [Fact]
    public async Task Messages_split_anywhere_several_at_once_and_with_junk_between_them_are_all_answered()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        byte[] bytes = [.. "junk"u8, .. Hl7Sender.Frame(Report("1")), .. "\r\n"u8, .. Hl7Sender.Frame(Report("2")), 0x0B, .. "begun and given up"u8, .. Hl7Sender.Frame(Report("3"))];

        for (var i = 0; i < bytes.Length; i += 97)
        {
            await sender.SendAsync(bytes.AsMemory(i, Math.Min(97, bytes.Length - i)));
        }

        foreach (var id in new[] { "1", "2", "3" })
        {
            Assert.Contains($"\nMSA|AA|{id}\n", await sender.ReadAsync());
        }

        Assert.Equal((3, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing) : default);
    }

    [Fact]
    public async Task The_same_message_again_is_answered_again_and_applied_once_and_its_id_with_other_content_is_refused()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        var first = await sender.AskAsync(Report("1"));
        Assert.Equal(first, await sender.AskAsync(Report("1")));
        var reused = await sender.AskAsync(Report("1", rate: "77"));

        Assert.Contains("\nMSA|AR|1\n", reused);
        Assert.Contains("ERR||MSH^1^10|205^", reused);
        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    [Theory]
    [InlineData("NE", "NE", "P", null)]
    [InlineData("AL", "NE", "P", "CA")]
    [InlineData("NE", "AL", "P", "AA")]
    [InlineData("AL", "AL", "X", "CR")]
    [InlineData("", "", "X", "AR")]
    [InlineData("ER", "ER", "P", null)]
    public async Task The_message_chooses_its_acknowledgement(string accept, string application, string processing, string? code)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        await sender.SendAsync(Hl7Sender.Frame(Report("1", accept: accept, application: application, processing: processing)));
        await sender.SendAsync(Hl7Sender.Frame(Report("last")));

        Assert.Contains(code is null ? "\nMSA|AA|last\n" : $"\nMSA|{code}|1\n", await sender.ReadAsync());
    }

    [Fact]
    public async Task A_device_that_measures_another_patient_raises_an_alarm_and_its_values_stay_in_quarantine()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var station = await node.WatchAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        var refused = await sender.AskAsync(Report("1", patient: "SOMEBODY-ELSE"));

        Assert.Contains("\nMSA|AE|1\n", refused);
        Assert.Contains("ERR||PID^1^3|204^", refused);
        await station.WaitForAsync("the conflict", frame => frame.Alarm is { Kind: "PatientConflict", Condition: 1 });
        Assert.Equal(0, (await node.StatusAsync()).PacketsAccepted);
        var entry = Assert.Single((await node.Client.GetFromJsonAsync<QuarantineReport[]>(new Uri(node.Http, "/api/quarantine?reason=WrongPatient")))!);
        Assert.Equal(("Hl7", "Hl7"), (entry.Source, entry.Form));
        Assert.Contains("\nMSA|AA|2\n", await sender.AskAsync(Report("2")));
        await station.WaitForAsync("the end of the conflict", frame => frame.Alarm is { Kind: "PatientConflict", Condition: not 1 });
    }

    [Fact]
    public async Task The_account_of_every_message_adds_up_whatever_it_is()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        await sender.AskAsync(Report("1"));
        await sender.AskAsync(Report("1"));
        await sender.AskAsync(Report("2", patient: "SOMEBODY-ELSE"));
        await sender.AskAsync(Report("3", rate: "fast"));
        await sender.AskAsync("this is no message");
        await sender.AskAsync(Report("4").Replace("ORU^R01", "QRY^A19", StringComparison.Ordinal));

        var accounts = await node.Client.GetFromJsonAsync<SourceReport[]>(new Uri(node.Http, "/api/devices/account"));
        var hl7 = accounts!.Single(account => account.Source == "Hl7");
        Assert.Equal(6, hl7.Deliveries);
        Assert.Equal(hl7.CameIn, hl7.Accepted + hl7.Repeated + hl7.Quarantined + hl7.Ignored + hl7.NotKept);
        Assert.True(hl7.Accepted > 0 && hl7.Quarantined > 0 && hl7.Ignored > 0);
    }

    [Fact]
    public async Task A_device_s_own_alarm_is_an_alarm_of_the_stay_until_the_device_ends_it()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var station = await node.WatchAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);

        Assert.Contains("\nMSA|AA|a1\n", await sender.AskAsync(DeviceAlarm("a1", "", "start", "active")));
        await station.WaitForAsync("the device's alarm", frame => frame.Alarm is { Kind: "HeartRateHigh", Condition: 1 });
        Assert.Contains("\nMSA|AA|a2\n", await sender.AskAsync(DeviceAlarm("a2", "a1", "end", "inactive")));
        await station.WaitForAsync("its end", frame => frame.Alarm is { Kind: "HeartRateHigh", Condition: not 1 });
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_only_its_own_connection()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-03", "elsewhere");
        using var huge = await Hl7Sender.ConnectAsync(node.Hl7Port);
        using var good = await Hl7Sender.ConnectAsync(node.Hl7Port);

        var bytes = new byte[(1 << 20) + 4096];
        Array.Fill(bytes, (byte)'x');
        bytes[0] = 0x0B;
        await huge.SendAsync(bytes);

        await huge.RequireClosedAsync();
        Assert.Contains("\nMSA|AA|1\n", await good.AskAsync(Report("1")));
    }

    private static string DeviceAlarm(string id, string first, string phase, string state) => Hl7Sender.Lines(
        $"MSH|^~\\&|GW|H|||20260301130000+0100||ORU^R40^ORU_R40|{id}|P|2.6|||||||||IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO",
        "PID|||MRN-ICU-03^^^H^MR",
        "PV1||I|ICU^^03",
        $"OBR|1||{id}^GW^0011223344556677^EUI-64|196616^MDC_EVT_ALARM^MDC|||20260301125900+0100||||||||||||||||||||||{(first.Length > 0 ? $"^{first}" : "")}",
        "OBX|1|ST|196648^MDC_EVT_HI^MDC|1.2.1.1.1|HR high||||||R|||||||MONITOR-1",
        "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1.2|145|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120||||R|||||||MONITOR-1",
        $"OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.2.1.1.3|{phase}||||||R",
        $"OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.2.1.1.4|{state}||||||R",
        "OBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.2.1.1.5|enabled||||||R",
        "OBX|6|ST|68484^MDC_ATTR_ALARM_PRIORITY^MDC|1.2.1.1.6|PM||||||R",
        "OBX|7|ST|68485^MDC_ATTR_ALERT_TYPE^MDC|1.2.1.1.7|SP||||||R");

    internal static string Report(
        string id, string patient = "MRN-ICU-03", string bed = "ICU^^03", string rate = "60", string accept = "", string application = "", string processing = "P", string device = "MONITOR-1") => Hl7Sender.Lines(
        $"MSH|^~\\&|GW|H|||20260301130000+0100||ORU^R01^ORU_R01|{id}|{processing}|2.6|||{accept}|{application}|||||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
        $"PID|||{patient}^^^H^MR",
        $"PV1||I|{bed}",
        "OBR|1||R1^GW^0011223344556677^EUI-64|69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|||20260301125900+0100",
        $"OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||{device}",
        $"OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|{rate}|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R");
}
