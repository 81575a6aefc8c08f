using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Acknowledging;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Interop.Tests.Hl7;

public class ObservationTests
{
    private const string Order = "OBR|1||R1^GW^0011223344556677^EUI-64|69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|||20260301125900+0100";
    private const string System = "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MONITOR-1";

    [Fact]
    public void A_periodic_value_has_the_time_of_its_report_and_an_episodic_one_its_own()
    {
        var read = Interpreting.Read(
            Interpreting.Pcd, "PID|||7^^^H^MR", "PV1||I|ICU^^3", Order, System,
            "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R",
            "OBX|3|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.3.1.1|120|266016^MDC_DIM_MMHG^MDC|||||R|||20260301124500+0100");

        Assert.Empty(read.Refused());
        Assert.Equal(2, read.Readings.Count);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 59, 0, TimeSpan.FromHours(1)), read.Readings[0].MeasuredAt);
        Assert.Equal(TimeSpan.FromHours(1), read.Readings[0].MeasuredAt!.Value.Offset);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 45, 0, TimeSpan.FromHours(1)), read.Readings[1].MeasuredAt);
        Assert.Equal(new Numeric(Mdc.NonInvasiveSystolic, 120, Unit.MillimetreOfMercury), read.Readings[1].Numerics.Single());
        Assert.All(read.Readings, reading => Assert.Equal("MONITOR-1", reading.Device.System));
        Assert.All(read.Readings, reading => Assert.False(reading.ObserveOnly));
        Assert.Equal("7", read.Patient.Single().Id);
        Assert.Equal("3", read.Location.Value!.Bed);
        Assert.Equal("AA", read.Acknowledgements.ToString());
    }

    [Fact]
    public void The_deepest_device_counts_and_is_inherited_downwards()
    {
        var read = Interpreting.Read(
            Interpreting.Pcd, Order, System, "OBX|2||70666^MDC_DEV_ECG_RESP_VMD^MDC|1.2.0.0|||||||X|||||||MODULE-9",
            "OBX|3|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|/min|||||R",
            "OBX|4|NM|150344^MDC_TEMP^MDC|1.3.1.1|37|Cel|||||R",
            "OBX|5|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.2|97|%|||||R|||||||PROBE-4^x");

        Assert.Equal(["MODULE-9", "MONITOR-1", "PROBE-4"], read.Readings.Select(reading => reading.Device.Equipment));
        Assert.All(read.Readings, reading => Assert.Equal("MONITOR-1", reading.Device.System));
    }

    [Fact]
    public void Several_devices_in_one_message_stay_apart()
    {
        var read = Interpreting.Read(
            Interpreting.Pcd, Order, System, "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|/min|||||R",
            Order, "OBX|1||69985^MDC_DEV_PUMP_INFUS_MDS^MDC|2.0.0.0|||||||X|||||||PUMP-2",
            "OBX|2|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|2.1.1.1|5.5|265266^MDC_DIM_MILLI_L_PER_HR^MDC^mL/h^mL/h^UCUM|||||R");

        Assert.Equal(["MONITOR-1", "PUMP-2"], read.Readings.Select(reading => reading.Device.System));
        Assert.Equal(new Numeric(Mdc.PumpFlow, 5.5, Unit.MillilitrePerHour), read.Readings[1].Numerics.Single());
    }

    [Theory]
    [InlineData("NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|/min|||||R", "Accepted")]
    [InlineData("NM|147842^MDC_TEMP^MDC|1.2.1.1|60|/min|||||R", "Accepted")]
    [InlineData("NM|0^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|/min|||||F", "Accepted")]
    [InlineData("NM|8867-4^Heart rate^LN|1|60|/min|||||F", "Accepted")]
    [InlineData("NM|HR^x^L^147842^MDC_ECG_HEART_RATE^MDC|1|60|/min", "Accepted")]
    [InlineData("SN|147842^x^MDC|1|=^60|/min", "Accepted")]
    [InlineData("NM|150344^x^MDC|1|98.6|[degF]", "Accepted")]
    [InlineData("SN|147842^x^MDC|1|>^60|/min", "Quarantined ValueInexact")]
    [InlineData("NM|147842^x^MDC|1|>60|/min", "Quarantined ValueInexact")]
    [InlineData("NM|147842^x^MDC|1|60|bpm", "Quarantined UnknownUnit")]
    [InlineData("NM|147842^x^MDC|1|60|", "Quarantined UnknownUnit")]
    [InlineData("NM|147842^x^MDC|1|60|mV", "Quarantined UnknownUnit")]
    [InlineData("NM|147842^x^MDC|1|6O|/min", "Quarantined NumberUnreadable")]
    [InlineData("NM|147842^x^MDC|1|60,5|/min", "Quarantined NumberUnreadable")]
    [InlineData("NM|147842^x^MDC|1|1e2|/min", "Quarantined NumberUnreadable")]
    [InlineData("NM|147842^x^MDC|1|NaN|/min", "Quarantined NumberUnreadable")]
    [InlineData("NM|147842^x^MDC|1|60~61|/min", "Quarantined ValueTypeMismatch")]
    [InlineData("CWE|147842^x^MDC|1|60^x^y|/min", "Quarantined ValueTypeMismatch")]
    [InlineData("NM|147842^x^MDC|1|5000|/min", "Quarantined Implausible")]
    [InlineData("NM|147842^x^MDC|1|60|/min|||||Q", "Quarantined StatusUnknown")]
    [InlineData("NM|999999^MDC_NOTHING^MDC|1|60|/min", "Quarantined UnknownCode")]
    [InlineData("NM|150021^x^MDC|1|120|mm[Hg]|||||R|||yesterday", "Quarantined TimeUnreadable")]
    [InlineData("NM|150021^x^MDC|1|120|mm[Hg]|||||R|||^20260301", "Quarantined TimeUnreadable")]
    [InlineData("NM|150021^x^MDC|1|120|mm[Hg]|||||R|||20270301", "Quarantined TimeImplausible")]
    [InlineData("NM|147842^x^MDC|1|8388607|/min", "Ignored NoValue")]
    [InlineData("NM|147842^x^MDC|1||/min", "Ignored NoValue")]
    [InlineData("NM|147842^x^MDC|1|\"\"|/min", "Ignored NoValue")]
    [InlineData("NM|147842^x^MDC|1|60|/min||INV", "Ignored NotValid")]
    [InlineData("NM|147842^x^MDC|1|60|/min||H~QUES", "Ignored NotValid")]
    [InlineData("NM|147842^x^MDC|1|60|/min||DEMO", "Ignored TestData")]
    [InlineData("NM|147842^x^MDC|1|60|/min|||||X", "Ignored NoResult")]
    [InlineData("NM|147842^x^MDC|1|60|/min|||||W", "Ignored Withdrawn")]
    [InlineData("NM|16929196^MDC_VENT_VOL_TIDAL_SETTING^MDC|1.2.1.1|450|mL", "Ignored Setting")]
    [InlineData("ST|184327^MDC_ECG_STAT_RHY^MDC|1.2.4.20|MDC_ECG_PACED_RHY", "Ignored TextNotUsed")]
    public void Each_value_is_taken_refused_by_name_or_left_aside_on_purpose(string observation, string outcome)
    {
        var read = Interpreting.Read(Interpreting.Pcd, Order, "OBX|1|" + observation);

        Assert.Equal(outcome, read.OutcomeOf("OBX[1]"));
    }

    [Fact]
    public void The_number_of_a_code_counts_before_its_name_and_the_difference_is_noted()
    {
        var read = Interpreting.Read(Interpreting.Pcd, Order, "OBX|1|NM|147842^MDC_TEMP^MDC|1.2.1.1|60|/min|||||R");

        Assert.Equal(Mdc.HeartRate, read.Readings.Single().Numerics.Single().Code);
        Assert.Equal(Notice.CodeNameMismatch, read.Receipt.Notices.Single().Notice);
    }

    [Fact]
    public void A_wave_takes_rate_and_resolution_from_its_attributes_wherever_they_stand()
    {
        var read = Interpreting.Read(
            Interpreting.Pcd, Order, System, "OBX|2|NM|0^MDC_ATTR_NU_MSMT_RES^MDC|1.2.1.7.2|0.005|266418^MDC_DIM_MILLI_VOLT^MDC",
            "OBX|3|NA|131330^MDC_ECG_ELEC_POTL_II^MDC|1.2.1.7|1^-2^^32767^3|266418^MDC_DIM_MILLI_VOLT^MDC|||||R",
            "OBX|4|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.2.1.7.1|500|264608^MDC_DIM_PER_SEC^MDC",
            "OBX|5|NM|262196^MDC_EVT_INOP^MDC|1.2.1.7.3|32767");

        var wave = read.Readings.Single().Waveforms.Single();
        Assert.Equal((500, 0.005, Unit.Millivolt), (wave.SampleRate, wave.Gain, wave.Unit));
        Assert.Equal([1, -2, WaveformChunk.NoValue, WaveformChunk.NoValue, 3], wave.Samples.ToArray());
        Assert.Empty(read.Refused());
    }

    [Fact]
    public void A_wave_in_fractions_is_scaled_and_one_without_rate_refused()
    {
        var read = Interpreting.Read(
            Interpreting.Pcd, Order, "OBX|1|NA|131330^x^MDC|1.2.1.7|0.5^-0.25|mV", "OBX|2|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.2.1.7.1|250|/s",
            "OBX|3|NA|131329^x^MDC|1.2.1.8|1^2|mV");

        var wave = read.Readings.Single().Waveforms.Single();
        Assert.Equal(-0.25, wave.Samples.Span[1] * wave.Gain, 4);
        Assert.Equal(["OBX[3] WaveIncomplete"], read.Refused());
    }

    [Fact]
    public void A_report_of_a_vendors_own_kind_is_read_but_only_observed()
    {
        var read = Interpreting.Read(
            Messages.Header, "OBR|1|||VITALS|||20260301115900",
            "OBX|1|ST|8310-5^Temp^LN||36,8|C", "OBX|2|ST|59408-5^SpO2^LN||98 %", "OBX|3|NM|8867-4^HR^LN||-999|bpm", "OBX|4|NM|MOOD||3");

        Assert.Equal([36.8, 98], read.Readings.Single().Numerics.Select(numeric => numeric.Value));
        Assert.True(read.Readings.Single().ObserveOnly);
        Assert.Equal("Ignored NoValue", read.OutcomeOf("OBX[3]"));
        Assert.Equal(["OBX[4] UnknownCode"], read.Refused());
        Assert.Equal(FaultSeverity.Warning, read.Faults.Single().Severity);
    }

    [Theory]
    [InlineData("20260301115900", "2026-03-01T11:59:00+01:00", null)]
    [InlineData("20260301", "2026-03-01T00:00:00+01:00", null)]
    [InlineData("2026", "2026-01-01T00:00:00+01:00", null)]
    [InlineData("20260301115900.25-0330", null, "TimeImplausible")]
    [InlineData("20260229", null, "TimeUnreadable")]
    [InlineData("20260301256000", null, "TimeUnreadable")]
    public void A_time_without_offset_takes_the_headers_and_a_wrong_one_costs_only_itself(string sent, string? expected, string? refused)
    {
        var read = Interpreting.Read(Interpreting.Pcd, $"OBR|1||R1|x|||{(refused == "TimeImplausible" ? "20260303115900.25-0330" : sent)}", "OBX|1|NM|147842^x^MDC|1.2.1.1|60|/min");

        Assert.Equal(expected, read.Readings.Single().MeasuredAt?.ToString("yyyy-MM-ddTHH:mm:sszzz"));
        Assert.Equal(refused is null ? [] : new[] { "OBR[1]-7 " + refused }, read.Refused());
    }

    [Fact]
    public void A_local_time_that_happens_twice_is_the_one_nearer_to_when_it_came_and_noted()
    {
        var profile = Interpreting.Shipped.Find("generic-pcd01")! with { TimeZone = "Europe/Berlin" };
        var message = Messages.Parse(Interpreting.Pcd, "OBR|1||R1|x|||20251026023000", "OBX|1|NM|147842^x^MDC|1.2.1.1|60|/min");
        var read = Interpreting.Read(message, profile);

        Assert.Equal(TimeSpan.FromHours(1), read.Readings.Single().MeasuredAt!.Value.Offset);
        Assert.Contains(read.Receipt.Notices, notice => notice.Notice == Notice.LocalTimeAmbiguous);
    }

    [Theory]
    [InlineData("ORM^O01", "P", "2.6", "AR", "MessageTypeNotTaken")]
    [InlineData("ORU^R32^ORU_R30", "P", "2.6", "AR", "EventNotTaken")]
    [InlineData("ORU^R01", "X", "2.6", "AR", "ProcessingIdNotTaken")]
    [InlineData("ORU^R01", "P", "3.0", "AR", "VersionNotTaken")]
    [InlineData("ORU^R01", "P", "", "AR", "RequiredFieldMissing")]
    [InlineData("ADT^A60", "P", "2.6", "AA", null)]
    [InlineData("ADT^A99", "P", "2.6", "AR", "EventNotTaken")]
    public void What_is_not_taken_here_is_refused_as_a_whole(string type, string processing, string version, string reply, string? reason)
    {
        var read = Interpreting.Read($"MSH|^~\\&|GW|ICU|||20260301||{type}|M1|{processing}|{version}", "PID|||7");

        Assert.Equal(reply, read.Acknowledgements.ToString());
        Assert.All(read.Refused(), refused => Assert.EndsWith(reason!, refused));
        Assert.Equal(reason is null ? 0 : read.Receipt.Total, read.Receipt.Quarantined);
    }
}
