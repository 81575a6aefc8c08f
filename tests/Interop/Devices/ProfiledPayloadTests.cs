using System.Text;
using Google.Protobuf;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;
using OrleansCare.Interop.Tests.Hl7;
using Wire = OrleansCare.Contracts.Devices.Wire;

namespace OrleansCare.Interop.Tests.Devices;

/// <summary>A profile's codes, units and quirks hold for packets as they do for HL7.</summary>
public class ProfiledPayloadTests
{
    private static readonly DeviceProfile Ours = Interpreting.Loader.Load("ours.json", Encoding.UTF8.GetBytes("""
        {
          "name": "ours", "title": "Ours", "evidence": "sample", "source": "a test", "recognise": [], "timeZone": "Europe/Berlin",
          "codes": [ { "code": "HR", "mdc": 147842, "unit": "/min" }, { "code": "7", "mdc": 150456, "unit": "%" }, { "code": "T", "mdc": 150344 }, { "code": "NIBPs", "mdc": 150021 } ],
          "units": { "bpm": "/min", "F": "[degF]", "mmHg": "mm[Hg]" },
          "waves": [ { "mdc": 131328, "sampleRate": 125, "gain": 0.001, "offset": 0.5, "unit": "mV" } ],
          "quirks": { "decimalComma": true, "numberInText": true, "noValue": [ "-999", "8388607", "---" ] }
        }
        """));

    [Theory]
    [InlineData("""{"code":"HR","value":72}""", Mdc.HeartRate, 72, Unit.PerMinute)]
    [InlineData("""{"code":7,"value":97}""", Mdc.Spo2, 97, Unit.Percent)]
    [InlineData("""{"code":"T","value":98.6,"unit":"F"}""", Mdc.Temperature, 37, Unit.Celsius)]
    [InlineData("""{"code":"T","value":"36,8","unit":"Cel"}""", Mdc.Temperature, 36.8, Unit.Celsius)]
    [InlineData("""{"code":"T","value":"98,6 F"}""", Mdc.Temperature, 37, Unit.Celsius)]
    [InlineData("""{"code":"NIBPs","value":16,"unit":"kPa"}""", Mdc.NonInvasiveSystolic, 120.0098521, Unit.MillimetreOfMercury)]
    [InlineData("""{"code":"NIBPs","value":120,"unit":"mmHg"}""", Mdc.NonInvasiveSystolic, 120, Unit.MillimetreOfMercury)]
    [InlineData("""{"code":147842,"value":61,"unit":"264864"}""", Mdc.HeartRate, 61, Unit.PerMinute)]
    [InlineData("""{"code":"MDC_ECG_HEART_RATE","value":61,"unit":"MDC_DIM_BEAT_PER_MIN"}""", Mdc.HeartRate, 61, Unit.PerMinute)]
    public void A_value_enters_as_the_profile_reads_it(string numeric, int code, double value, Unit unit)
    {
        var read = Read(numeric);

        Assert.Equal((1, 0, 0), (read.Accepted, read.Rejected, read.Ignored));
        var entered = Assert.Single(read.Packet!.Numerics);
        Assert.Equal((code, unit), (entered.Code, entered.Unit));
        Assert.Equal(value, entered.Value, 6);
    }

    [Theory]
    [InlineData("""{"code":"HR","value":-999}""")]
    [InlineData("""{"code":"HR","value":"-999"}""")]
    [InlineData("""{"code":"HR","value":8388607}""")]
    [InlineData("""{"code":"HR","value":"---"}""")]
    [InlineData("""{"code":"HR","value":""}""")]
    [InlineData("""{"code":"HR","value":null}""")]
    public void What_means_no_value_is_ignored_and_counted(string numeric)
    {
        var read = Read(numeric);

        Assert.Equal((0, 0, 1), (read.Accepted, read.Rejected, read.Ignored));
        Assert.Empty(read.Packet!.Numerics);
    }

    [Theory]
    [InlineData("""{"code":"HR","value":"fast"}""", RejectReason.NumberUnreadable, "numerics[0].value")]
    [InlineData("""{"code":"HR","value":"<30"}""", RejectReason.ValueInexact, "numerics[0].value")]
    [InlineData("""{"code":"XX","value":30}""", RejectReason.UnknownCode, "numerics[0]")]
    [InlineData("""{"code":"HR","value":30,"unit":"beats"}""", RejectReason.UnknownUnit, "numerics[0]")]
    [InlineData("""{"code":"HR"}""", RejectReason.UndecodablePayload, "numerics[0].value")]
    public void What_the_profile_cannot_read_is_refused_by_name(string numeric, RejectReason reason, string element)
    {
        var read = Read(numeric);

        Assert.Equal([new Reject(reason, element)], read.Rejects);
    }

    [Theory]
    [InlineData("""{"code":"HR","value":72}""", "numerics[0]")]
    [InlineData("""{"code":147842,"value":"72","unit":"/min"}""", "numerics[0].value")]
    [InlineData("""{"code":147842,"value":-999,"unit":"/min"}""", "numerics[0]")]
    public void Without_a_profile_none_of_this_is_guessed(string numeric, string element) =>
        Assert.Equal(element, Assert.Single(DevicePayloadReader.Read(PayloadFormat.Json, Packet(numeric), "d", Interpreting.Now).Rejects).Element);

    [Fact]
    public void A_wave_has_what_its_sender_leaves_out_from_the_profile_and_no_sentinel_is_a_sample()
    {
        var json = Encoding.UTF8.GetBytes("""{"sequence":1,"waveforms":[{"code":131328,"samples":[1,-999,8388607,null,4]},{"code":131328,"gain":2,"offset":0,"unit":"uV","samples":[1]}]}""");
        var read = DevicePayloadReader.Read(PayloadFormat.Json, json, "d", Interpreting.Now, Ours);
        var wave = new Wire.DevicePacket { Sequence = 1, Waveforms = { new Wire.WaveformChunk { Code = 131328, Samples = ByteString.CopyFrom(5, 0, 25, 252) } } };
        var fromProtobuf = DevicePayloadReader.Read(PayloadFormat.Protobuf, wave.ToByteArray(), "d", Interpreting.Now, Ours);

        Assert.Equal((2, 0), (read.Accepted, read.Rejected));
        Assert.Equal((125, 0.001, 0.5, Unit.Millivolt), Shape(read.Packet!.Waveforms[0]));
        Assert.Equal(new short[] { 1, WaveformChunk.NoValue, WaveformChunk.NoValue, WaveformChunk.NoValue, 4 }, read.Packet.Waveforms[0].Samples.ToArray());
        Assert.Equal((125, 0.002, 0, Unit.Millivolt), Shape(read.Packet.Waveforms[1]));
        Assert.Equal((125, 0.001, 0.5, Unit.Millivolt), Shape(fromProtobuf.Packet!.Waveforms.Single()));
        Assert.Equal(new short[] { 5, WaveformChunk.NoValue }, fromProtobuf.Packet.Waveforms.Single().Samples.ToArray());
    }

    [Theory]
    [InlineData("2026-03-01T12:30:00", "2026-03-01T11:30:00Z")]
    [InlineData("2026-03-01T12:30:00Z", "2026-03-01T12:30:00Z")]
    [InlineData("2025-10-26T02:30:00.5", "2025-10-26T01:30:00.5Z")]
    public void A_time_without_an_offset_is_the_profiles_zone(string sent, string meant)
    {
        var read = DevicePayloadReader.Read(PayloadFormat.Json, Encoding.UTF8.GetBytes($$"""{"sequence":1,"time":"{{sent}}"}"""), "d", Interpreting.Now, Ours);

        Assert.Equal(DeviceTime.From(DateTimeOffset.Parse(meant, null)), read.Packet!.DeviceTime);
    }

    [Fact]
    public void A_time_without_an_offset_and_without_a_zone_is_refused() => Assert.Equal(
        RejectReason.TimeImplausible,
        DevicePayloadReader.Read(PayloadFormat.Json, "{\"sequence\":1,\"time\":\"2026-03-01T12:30:00\"}"u8, "d", Interpreting.Now, Ours with { TimeZone = null }).Rejects.Single().Reason);

    [Fact]
    public void A_protobuf_numeric_has_the_profiles_code_unit_and_sentinels()
    {
        var packet = new Wire.DevicePacket
        {
            Sequence = 1,
            Numerics = new Wire.Numerics
            {
                Values = { new Wire.Numeric { Code = 7, Value = 97 }, new Wire.Numeric { Code = 7, Value = -999 }, new Wire.Numeric { Code = 150344, Value = 212, Unit = "F" } },
            },
        };
        var read = DevicePayloadReader.Read(PayloadFormat.Protobuf, packet.ToByteArray(), "d", Interpreting.Now, Ours);

        Assert.Equal((1, 1, 1), (read.Accepted, read.Rejected, read.Ignored));
        Assert.Equal(new Numeric(Mdc.Spo2, 97, Unit.Percent), read.Packet!.Numerics.Single());
        Assert.Equal(new Reject(RejectReason.Implausible, "numerics[2]"), read.Rejects.Single());
    }

    private static (double, double, double, Unit) Shape(WaveformChunk wave) => (wave.SampleRate, wave.Gain, wave.Offset, wave.Unit);

    private static DecodeResult Read(string numeric) => DevicePayloadReader.Read(PayloadFormat.Json, Packet(numeric), "d", Interpreting.Now, Ours);

    private static byte[] Packet(string numeric) => Encoding.UTF8.GetBytes($$"""{"sequence":1,"numerics":[{{numeric}}]}""");
}
