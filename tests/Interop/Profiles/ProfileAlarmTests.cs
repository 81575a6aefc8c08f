using System.Text;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Interop.Hl7.Receipts;
using OrleansCare.Interop.Profiles;
using OrleansCare.Interop.Tests.Hl7;

namespace OrleansCare.Interop.Tests.Profiles;

/// <summary>A maker's own alarm codes, through the profile to an event and a kind that this node has.</summary>
public class ProfileAlarmTests
{
    private static readonly string Header = Messages.Header.Replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40", StringComparison.Ordinal);

    private static readonly DeviceProfile Ours = Interpreting.Loader.Load("ours.json", Encoding.UTF8.GetBytes("""
        {
          "name": "ours", "title": "Ours", "evidence": "sample", "source": "a test", "recognise": [],
          "alarms": [
            { "code": "HR_HIGH", "event": 196648, "source": 147842, "priority": "PM" },
            { "code": "17", "system": "99OURS", "event": 199684, "priority": "PH" },
            { "code": "BATTERY", "event": 196802, "type": "ST" },
            { "code": "*", "system": "99ROWS", "event": 196616, "priority": "PL" }
          ]
        }
        """));

    public static IEnumerable<object[]> ShippedAlarms =>
        Interpreting.Shipped.Profiles.SelectMany(profile => profile.Alarms.Select(entry => new object[] { profile.Name, entry.Code }));

    [Theory]
    [MemberData(nameof(ShippedAlarms))]
    public void Every_alarm_of_every_shipped_profile_is_raised_with_its_event_priority_and_type(string name, string code)
    {
        var profile = Interpreting.Shipped.Find(name)!;
        var entry = profile.Alarms.Single(alarm => alarm.Code == code);
        var sent = $"{(code == AlarmEntry.AnyCode ? "some code" : code)}^name^{entry.System ?? "MDC"}";

        var alarm = Interpreting.Read(
            Messages.Parse(Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC", $"OBX|1|ST|{sent}|1.0.0.0.1|words", "OBX|2|ST|68481^x^MDC|1.0.0.0.3|start"), profile).Alarms.Single().Alarm;

        Assert.Equal((entry.Event, "words"), (alarm.EventCode, alarm.EventText));
        Assert.Equal(entry.Priority is "PH" ? AlarmPriority.High : entry.Priority is "PM" ? AlarmPriority.Medium : null, alarm.Priority);
        Assert.Equal(entry.Type is "ST" ? AlarmType.Technical : AlarmType.Physiologic, alarm.Type);
    }

    [Theory]
    [InlineData("258052^MNDN_EVT_ECG_V_FIB_TACHY^MDC", 0, AlarmKind.VentricularFibrillation)]
    [InlineData("258438^MNDN_EVT_EXTR_HI^MDC", Mdc.HeartRate, AlarmKind.HeartRateHigh)]
    [InlineData("258440^MNDN_EVT_EXTR_LO^MDC", Mdc.Spo2, AlarmKind.Spo2Low)]
    [InlineData("258452^MNDN_EVT_LEADS_DISCONN^MDC", Mdc.EcgLeadII, AlarmKind.EcgLeadOff)]
    [InlineData("199684^MDC_EVT_ECG_ASYSTOLE^MDC", Mdc.HeartRate, AlarmKind.Asystole)]
    public void An_IntelliVues_alarms_have_our_kinds(string code, int source, AlarmKind kind)
    {
        var alarm = Interpreting.Read(
            Messages.Parse(
                Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC", $"OBX|1|ST|{code}|1.0.0.0.1|words", $"OBX|2|ST|{source}^x^MDC|1.0.0.0.2", "OBX|3|ST|68481^x^MDC|1.0.0.0.3|start"),
            Interpreting.Shipped.Find("philips-intellivue")).Alarms.Single().Alarm;

        Assert.Equal(kind, DeviceAlarmKinds.Of(alarm, out _));
    }

    [Theory]
    [InlineData("OBX|1|ST|HR_HIGH|1.0.0.0.1|HR 145", AlarmKind.HeartRateHigh, AlarmPriority.Medium)]
    [InlineData("OBX|1|ST|x^HR_HIGH^L|1.0.0.0.1|HR 145", AlarmKind.HeartRateHigh, AlarmPriority.Medium)]
    [InlineData("OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|17^ASYSTOLE^99OURS", AlarmKind.Asystole, AlarmPriority.High)]
    [InlineData("OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|1^x^MDC^17^ASYSTOLE^99OURS", AlarmKind.Asystole, AlarmPriority.High)]
    [InlineData("OBX|1|ST|BATTERY|1.0.0.0.1|Battery low", AlarmKind.DeviceFault, null)]
    [InlineData("OBX|1|ST|17^ASYSTOLE^99OTHER|1.0.0.0.1|Asystole", AlarmKind.DeviceAlarm, null)]
    public void A_vendor_code_stands_in_any_of_its_usual_places_with_its_system(string row, AlarmKind kind, AlarmPriority? priority)
    {
        var alarm = Interpreting.Read(Messages.Parse(Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC", row, "OBX|2|ST|68481^x^MDC|1.0.0.0.3|start"), Ours).Alarms.Single().Alarm;

        Assert.Equal((kind, priority), (DeviceAlarmKinds.Of(alarm, out _), alarm.Priority));
    }

    [Fact]
    public void What_the_device_says_of_its_alarm_counts_before_the_profile()
    {
        var alarm = Interpreting.Read(
            Messages.Parse(
                Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC", "OBX|1|ST|HR_HIGH|1.0.0.0.1|HR", "OBX|2|NM|150456^x^MDC|1.0.0.0.2|82|%", "OBX|3|ST|68481^x^MDC|1.0.0.0.3|start",
                "OBX|4|ST|68484^x^MDC|1.0.0.0.6|PH", "OBX|5|ST|68485^x^MDC|1.0.0.0.7|SA"),
            Ours).Alarms.Single().Alarm;

        Assert.Equal((Mdc.Spo2, AlarmPriority.High, AlarmType.Advisory), (alarm.SourceCode, alarm.Priority, alarm.Type));
    }

    [Theory]
    [InlineData("OBX|1|ST|4711^Door open^99OURS|1.0.0.0.1|Door open")]
    [InlineData("OBX|1|ST|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|Door open")]
    public void An_alarm_that_nobody_knows_is_raised_with_its_words_and_noted(string row)
    {
        var read = Interpreting.Read(Messages.Parse(Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC", row, "OBX|2|ST|68481^x^MDC|1.0.0.0.3|start"), Ours);

        var alarm = read.Alarms.Single().Alarm;
        Assert.Equal((AlarmKind.DeviceAlarm, "Door open"), (DeviceAlarmKinds.Of(alarm, out _), alarm.EventText));
        Assert.NotEqual(4711, alarm.EventCode);
        Assert.Contains(read.Receipt.Notices, notice => notice.Notice == Notice.AlarmCodeUnknown);
    }

    [Fact]
    public void An_alarm_among_the_measurements_is_a_point_in_time()
    {
        var read = Interpreting.Read(
            @"MSH|^~\&|||||20260301120000||ORU^R01|HP1|P|2.5||||||8859/1", "PV1||I|ICU^^3", "OBR|||||||20260301115900",
            "OBX||TX|2^Yellow Alarm^MDIL-ALERT||HR Low, HR=55 /min||||||F", "OBX||TX|5^HardInop^MDIL-ALERT||SpO2 No Pulse||||||F",
            "OBX||NM|0002-4182^HR^MDIL|0|55|0004-0aa0^bpm^MDIL|50-120||||F", "OBX||NM|0002-5000^Resp^MDIL|0|15|0004-0ae0^rpm^MDIL|||||F",
            "OBX||NM|0002-4bb8^SpO2^MDIL|0||0004-0220^%^MDIL|||||X");

        Assert.Empty(read.Refused());
        Assert.Equal(
            [("HR Low, HR=55 /min", EventPhase.TimePoint, AlarmType.Physiologic, AlarmPriority.Medium), ("SpO2 No Pulse", EventPhase.TimePoint, AlarmType.Technical, null)],
            read.Alarms.Select(report => (report.Alarm.EventText, report.Alarm.Phase, report.Alarm.Type, report.Alarm.Priority)));
        var reading = read.Readings.Single();
        Assert.Equal(("philips-mdil", "ICU^^3", false), (reading.Profile.Name, reading.Device.System, reading.ObserveOnly));
        Assert.Equal([(Mdc.HeartRate, 55.0), (Mdc.RespiratoryRate, 15.0)], reading.Numerics.Select(numeric => (numeric.Code, numeric.Value)));
    }
}
