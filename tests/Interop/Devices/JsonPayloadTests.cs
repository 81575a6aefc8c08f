using System.Globalization;
using System.Text;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Interop.Tests.Devices;

public sealed class JsonPayloadTests
{
    private static readonly SiloTime ReceivedAt = SiloTime.From(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_whole_packet_arrives_in_the_cores_units()
    {
        var result = Read(
            """
            {"sequence":3,"time":"2026-11-21T08:59:59.25Z",
             "numerics":[{"code":147842,"value":72,"unit":"/min"},{"code":"MDC_TEMP","value":98.6,"unit":"[degF]"}],
             "waveforms":[{"code":131330,"sampleRate":250,"firstSample":500,"gain":0.005,"unit":"mV","status":"LEAD_OFF","samples":[1,-2,null]}]}
            """);

        Assert.Empty(result.Rejects);
        Assert.Equal((4, 4), (result.Total, result.Accepted));
        var packet = result.Packet!;
        Assert.Equal(3, packet.Sequence);
        Assert.Equal(-750_000, packet.DeviceTime!.Value.UnixMicroseconds - ReceivedAt.UnixMicroseconds);
        Assert.Equal(new Numeric(Mdc.HeartRate, 72, Unit.PerMinute), packet.Numerics[0]);
        Assert.Equal(37.0, packet.Numerics[1].Value, 9);
        var wave = Assert.Single(packet.Waveforms);
        Assert.Equal(SignalStatus.LeadOff, wave.Status);
        Assert.Equal(new short[] { 1, -2, WaveformChunk.NoValue }, wave.Samples.ToArray());
    }

    [Theory]
    [InlineData("""{"code":1,"value":72,"unit":"/min"}""", RejectReason.UnknownCode, "numerics[0]")]
    [InlineData("""{"code":"MDC_NONSENSE","value":72,"unit":"/min"}""", RejectReason.UnknownCode, "numerics[0]")]
    [InlineData("""{"value":72,"unit":"/min"}""", RejectReason.UnknownCode, "numerics[0]")]
    [InlineData("""{"code":147842,"value":72,"unit":"bpm"}""", RejectReason.UnknownUnit, "numerics[0]")]
    [InlineData("""{"code":147842,"value":72}""", RejectReason.UnknownUnit, "numerics[0]")]
    [InlineData("""{"code":147842,"value":1e999,"unit":"/min"}""", RejectReason.NotFinite, "numerics[0]")]
    [InlineData("""{"code":147842,"value":900,"unit":"/min"}""", RejectReason.Implausible, "numerics[0]")]
    [InlineData("""{"code":147842,"value":"72","unit":"/min"}""", RejectReason.UndecodablePayload, "numerics[0].value")]
    [InlineData("""{"code":147842,"value":null,"unit":"/min"}""", RejectReason.UndecodablePayload, "numerics[0].value")]
    [InlineData("""{"code":147842,"unit":"/min"}""", RejectReason.UndecodablePayload, "numerics[0].value")]
    [InlineData("""{"code":{"a":[1]},"value":{"b":2},"unit":[]}""", RejectReason.UndecodablePayload, "numerics[0].code")]
    [InlineData("7", RejectReason.UndecodablePayload, "numerics[0]")]
    [InlineData("[[1],2]", RejectReason.UndecodablePayload, "numerics[0]")]
    public void A_numeric_that_cannot_be_meant_is_named_and_the_others_stay(string numeric, RejectReason reason, string element)
    {
        var result = Read($$"""{"sequence":1,"numerics":[{{numeric}},{"code":150456,"value":97,"unit":"%"}]}""");

        Assert.Equal(new Reject(reason, element), Assert.Single(result.Rejects));
        Assert.Equal(new Numeric(Mdc.Spo2, 97, Unit.Percent), Assert.Single(result.Packet!.Numerics));
        Assert.Equal((2, 1, 1, 0), (result.Total, result.Accepted, result.Rejected, result.Ignored));
    }

    [Theory]
    [InlineData("""{"code":131330,"sampleRate":250,"firstSample":-1,"unit":"mV","samples":[1]}""", RejectReason.UndecodablePayload)]
    [InlineData("""{"code":131330,"sampleRate":250,"firstSample":0,"unit":"mV","samples":[40000]}""", RejectReason.UndecodablePayload)]
    [InlineData("""{"code":131330,"sampleRate":250,"firstSample":0,"unit":"mV","status":"NEW","samples":[1]}""", RejectReason.UnknownCode)]
    [InlineData("""{"code":131330,"firstSample":0,"unit":"mV","samples":[1]}""", RejectReason.SampleRateOutOfRange)]
    public void A_waveform_that_cannot_be_meant_is_named(string waveform, RejectReason reason)
    {
        var result = Read($$"""{"sequence":1,"waveforms":[{{waveform}}]}""");

        Assert.Equal(reason, Assert.Single(result.Rejects).Reason);
        Assert.Empty(result.Packet!.Waveforms);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"sequence":-1}""")]
    [InlineData("""{"sequence":1.5}""")]
    [InlineData("""{"sequence":1} x""")]
    [InlineData("""{"sequence":1""")]
    [InlineData("""{"sequence":1,"numerics":{}}""")]
    [InlineData("""{"sequence":1,"numerics":[{"code":"\ud800","value":1,"unit":"%"}]}""")]
    public void What_is_no_packet_is_undecodable_as_a_whole(string text)
    {
        var result = Read(text);

        Assert.Null(result.Packet);
        Assert.Equal(RejectReason.UndecodablePayload, Assert.Single(result.Rejects).Reason);
        Assert.Equal(1, result.Total);
    }

    [Fact]
    public void The_plus_of_an_offset_may_be_escaped_as_many_writers_do()
    {
        var result = Read("""{"sequence":1,"time":"2026-11-21T09:59:59\u002B01:00","numerics":[{"code":150456,"value":97,"unit":"%"}]}""");

        Assert.Empty(result.Rejects);
        Assert.Equal(DeviceTime.From(new DateTimeOffset(2026, 11, 21, 8, 59, 59, TimeSpan.Zero)), result.Packet!.DeviceTime);
    }

    [Theory]
    [InlineData("2026-11-23T09:00:01Z")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("2026-11-21T09:00:00")]
    [InlineData("yesterday")]
    public void A_time_that_cannot_be_meant_is_refused_and_the_values_stay(string time)
    {
        var result = Read($$"""{"sequence":1,"time":"{{time}}","numerics":[{"code":150456,"value":97,"unit":"%"}]}""");

        Assert.Equal(new Reject(RejectReason.TimeImplausible, "time"), Assert.Single(result.Rejects));
        Assert.Single(result.Packet!.Numerics);
    }

    [Fact]
    public void Unknown_members_are_ignored_and_counted()
    {
        var result = Read("""{"sequence":1,"vendor":{"x":[1,2]},"numerics":[{"code":150456,"value":97,"unit":"%","note":"n"}]}""");

        Assert.Equal((3, 1, 0, 2), (result.Total, result.Accepted, result.Rejected, result.Ignored));
    }

    [Fact]
    public void No_mutation_of_a_payload_makes_the_reader_throw()
    {
        var random = new Random(11);
        var source = Encoding.UTF8.GetBytes(
            """{"sequence":3,"time":"2026-11-21T08:59:59Z","numerics":[{"code":"MDC_TEMP","value":98.6,"unit":"[degF]"}],"waveforms":[{"code":131330,"sampleRate":250,"firstSample":500,"gain":0.005,"unit":"mV","status":"OK","samples":[1,-2,null]}]}""");
        var alphabet = Encoding.ASCII.GetBytes("{}[]\",:0123456789.-+eEtrufalsn\\ \0");
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = (byte[])source.Clone();
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            var result = DevicePayloadReader.Read(PayloadFormat.Json, bytes.AsSpan(0, random.Next(bytes.Length + 1)), "d", ReceivedAt);

            var rejected = result.Rejects.Sum(r => r.Count);
            Assert.True(result.Rejected == rejected, string.Create(CultureInfo.InvariantCulture, $"{result.Rejected} is not {rejected}."));
        }
    }

    private static DecodeResult Read(string text) => DevicePayloadReader.Read(PayloadFormat.Json, Encoding.UTF8.GetBytes(text), "d", ReceivedAt);
}
