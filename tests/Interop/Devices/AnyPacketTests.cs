using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;
using OrleansCare.Interop.Tests.Hl7;

namespace OrleansCare.Interop.Tests.Devices;

/// <summary>Random packets: every element has one outcome, with and without a profile, and what was refused is all that a replay looks at.</summary>
public class AnyPacketTests
{
    private static readonly DeviceProfile?[] Profiles = [null, .. Interpreting.Shipped.Profiles];

    private static readonly Gen<string> Codes = Gen.Elements("147842", "150456", "150344", "\"HR\"", "\"MDC_TEMP\"", "\"101\"", "1", "\"?\"", "null", "131328", "{}");

    private static readonly Gen<string> Values = Gen.Elements("72", "-999", "8388607", "1e300", "\"36,8\"", "\"98 %\"", "\"---\"", "\"\"", "null", "true", "[1]", "\"<5\"", "\"\\u0039\"");

    private static readonly Gen<string> Units = Gen.Elements("\"/min\"", "\"bpm\"", "\"%\"", "\"[degF]\"", "\"F\"", "\"kPa\"", "\"264864\"", "\"\"", "7");

    private static readonly Gen<string> Numerics = from code in Codes
                                                   from value in Values
                                                   from unit in Units
                                                   from shape in Gen.Choose(0, 5)
                                                   select shape switch
                                                   {
                                                       0 => "17",
                                                       1 => $$"""{"code":{{code}},"value":{{value}}}""",
                                                       2 => $$"""{"code":{{code}},"value":{{value}},"unit":{{unit}},"colour":"red"}""",
                                                       _ => $$"""{"code":{{code}},"value":{{value}},"unit":{{unit}}}""",
                                                   };

    private static readonly Gen<string> Waveforms = from code in Codes
                                                    from rate in Gen.Elements("", "\"sampleRate\":250,", "\"sampleRate\":0,", "\"gain\":0,", "\"status\":\"ODD\",", "\"unit\":\"mV\",")
                                                    from sample in Gen.Elements("1", "-999", "8388607", "null", "\"x\"", "1.5")
                                                    select $$"""{"code":{{code}},{{rate}}"samples":[0,{{sample}}]}""";

    private static readonly Gen<string> Times = Gen.Elements("", "\"time\":\"2026-03-01T11:59:59Z\",", "\"time\":\"2026-03-01T11:59:59\",", "\"time\":\"1999-01-01T00:00:00Z\",", "\"time\":5,");

    [Fact]
    public void The_account_of_any_packet_adds_up_and_so_does_that_of_what_it_left_behind()
    {
        var cases = from profile in Gen.Elements(Profiles)
                    from time in Times
                    from numerics in Numerics.ArrayOf()
                    from waveforms in Waveforms.ArrayOf()
                    select (profile, json: $$"""{{{time}}"sequence":1,"numerics":[{{string.Join(',', numerics)}}],"waveforms":[{{string.Join(',', waveforms)}}]}""", numerics, waveforms, time);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var payload = Encoding.UTF8.GetBytes(given.json);
            var read = DevicePayloadReader.Read(PayloadFormat.Json, payload, "d", Interpreting.Now, given.profile);
            var elements = given.numerics.Length + given.waveforms.Length + (given.time.Length > 0 ? 1 : 0) + given.numerics.Count(numeric => numeric.Contains("colour", StringComparison.Ordinal));

            Assert.Equal(elements, read.Accepted + read.Rejected + read.Ignored);
            Assert.Equal(read.Rejected, read.Rejects.Sum(reject => reject.Count));
            Assert.Equal(read.Accepted, read.Packet!.Numerics.Count + read.Packet.Waveforms.Count + (read.Packet.DeviceTime is null ? 0 : 1));
            Assert.Equal(read.Rejects.Count, read.Rejects.Select(reject => reject.Place).Distinct().Count());
            foreach (var refused in read.Rejects.Where(reject => !reject.Element.EndsWith("..]", StringComparison.Ordinal)))
            {
                var again = DevicePayloadReader.Read(PayloadFormat.Json, payload, "d", Interpreting.Now, given.profile, new HashSet<string> { refused.Place });
                Assert.Equal([refused], again.Rejects);
                Assert.Equal((0, 0), (again.Accepted, again.Ignored));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Any_bytes_are_a_packet_or_one_refusal()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements(Profiles).ToArbitrary(), (bytes, profile) =>
        {
            foreach (var format in new[] { PayloadFormat.Json, PayloadFormat.Protobuf })
            {
                var read = DevicePayloadReader.Read(format, bytes, "d", Interpreting.Now, profile);
                Assert.Equal(read.Total, read.Accepted + read.Rejected + read.Ignored);
                Assert.True(read.Packet is not null || read.Rejected == 1, string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes"));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
