using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;

namespace OrleansCare.Interop.Tests.Hl7;

public class AlarmTests
{
    private static readonly string Header = Messages.Header.Replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40") + "|||AL|NE|||||IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO";

    [Fact]
    public void An_alarm_is_read_from_its_seven_facets()
    {
        var read = Interpreting.Read(
            Header, "OBR|1||A-2^GW|196616^MDC_EVT_ALARM^MDC|||20260301125900+0100||||||||||||||||||||||^A-1&GW",
            "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MONITOR-1",
            "OBX|2|ST|196648^MDC_EVT_HI^MDC|1.2.1.1.1|HR high||||||R",
            "OBX|3|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1.2|145|264864^MDC_DIM_BEAT_PER_MIN^MDC|50 - 120||||R",
            "OBX|4|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.2.1.1.3|continue||||||R",
            "OBX|5|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.2.1.1.4|active||||||R",
            "OBX|6|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.2.1.1.5|audio-paused~alert-acknowledged||||||R",
            "OBX|7|ST|68484^MDC_ATTR_ALARM_PRIORITY^MDC|1.2.1.1.6|PH||||||R",
            "OBX|8|ST|68485^MDC_ATTR_ALERT_TYPE^MDC|1.2.1.1.7|SP||||||R");

        var alarm = read.Alarms.Single().Alarm;
        Assert.Empty(read.Refused());
        Assert.Equal("MONITOR-1", read.Alarms.Single().Device.System);
        Assert.Equal(("A-1", 196648, "HR high", Mdc.HeartRate), (alarm.AlertId, alarm.EventCode, alarm.EventText, alarm.SourceCode));
        Assert.Equal((EventPhase.Continue, ConditionState.Active, AlarmPriority.High, AlarmType.Physiologic), (alarm.Phase, alarm.State, alarm.Priority, alarm.Type));
        Assert.Equal([SignalState.AudioPaused, SignalState.Acknowledged], alarm.Inactivations);
        Assert.Equal((145, Unit.PerMinute, 50, 120), (alarm.Value, alarm.Unit, alarm.LowLimit, alarm.HighLimit));
        Assert.NotNull(alarm.DeviceTime);
        Assert.Equal("CA", read.Acknowledgements.ToString());
    }

    [Fact]
    public void Older_senders_use_other_codes_and_put_priority_and_type_into_OBX_8()
    {
        var read = Interpreting.Read(
            Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC|||20260301125900+0100",
            "OBX|2|ST|196670^MDC_EVT_LO^MDC|1.0.0.0.1|Low alert|||PM~ST|||R",
            "OBX|3|ST|68164^MDC_ATTR_ALERT_SOURCE^MDC|1.0.0.0.2|69837^MDC_TODO^MDC|||||R",
            "OBX|4|ST|68165^MDC_ATTR_EVENT_PHASE^MDC|1.0.0.0.3|end|||||R",
            "OBX|5|ST|68166^MDC_ATTR_ALARM_STATE^MDC|1.0.0.0.4|off|||||R",
            "OBX|6|ST|68167^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.0.0.0.5|enabled|||||R");

        var alarm = read.Alarms.Single().Alarm;
        Assert.Equal(("A-1", 69837, EventPhase.End, ConditionState.Inactive), (alarm.AlertId, alarm.SourceCode, alarm.Phase, alarm.State));
        Assert.Equal((AlarmPriority.Medium, AlarmType.Technical), (alarm.Priority, alarm.Type));
    }

    [Theory]
    [InlineData("OBX|3|ST|68481^x^MDC|1.0.0.0.3|perhaps", "OBX[2] AlarmStateUnknown")]
    [InlineData("OBX|3|ST|68482^x^MDC|1.0.0.0.4|active", "OBX[1] AlarmStateUnknown")]
    public void An_alarm_without_a_known_phase_is_refused_as_a_whole(string facet, string place)
    {
        var read = Interpreting.Read(Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC", "OBX|2|ST|196670^MDC_EVT_LO^MDC|1.0.0.0.1|Low", facet);

        Assert.Empty(read.Alarms);
        Assert.Contains(place, read.Refused());
    }

    [Fact]
    public void An_unknown_inactivation_state_costs_that_facet_only()
    {
        var read = Interpreting.Read(
            Header, "OBR|1||A-1|196616^MDC_EVT_ALARM^MDC", "OBX|2|ST|196670^MDC_EVT_LO^MDC|1.0.0.0.1|Low", "OBX|3|ST|68481^x^MDC|1.0.0.0.3|start",
            "OBX|4|ST|68483^x^MDC|1.0.0.0.5|enabled~muted");

        Assert.Equal([SignalState.Enabled], read.Alarms.Single().Alarm.Inactivations);
        Assert.Equal(["OBX[3] AlarmStateUnknown"], read.Refused());
    }
}
