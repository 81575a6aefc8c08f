using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Writing;

namespace OrleansCare.Interop.Tests.Hl7;

public class Hl7WriterTests
{
    [Fact]
    public void Delimiters_stand_before_what_is_written_and_nothing_trails()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new Hl7Writer(output, Hl7Delimiters.Usual);
        writer.Segment("MSH"u8).Field(3).Text("A").Field(9).Text("ORU").Component(2).Text("R01").Field(15);
        writer.Segment("PID"u8).Field(3).Text("1").Component(4).Text("N").Subcomponent(3).Text("ISO").Repetition(2).Text("2").Component(5).Text("MR").Field(8).Null();
        writer.End();

        Assert.Equal("MSH|^~\\&|A||||||ORU^R01\rPID|||1^^^N&&ISO~2^^^^MR|||||\"\"\r", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-12, "-12")]
    [InlineData(1e21, "1000000000000000000000")]
    [InlineData(0.00000125, "0.00000125")]
    public void Numbers_have_no_exponent(double value, string text)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new Hl7Writer(output, Hl7Delimiters.Usual);
        writer.Segment("OBX"u8).Field(1).Number(value).End();

        Assert.Equal("OBX|" + text + "\r", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Any_text_in_any_place_reads_back_the_same_whatever_the_delimiters()
    {
        var delimiters = Gen.Shuffle("|^~\\&#*:!%@$/+=".ToCharArray().Select(c => (byte)c).ToArray())
            .Select(d => new Hl7Delimiters(d[0], d[1], d[2], d[3], d[4], d[5]));
        var cases = from d in delimiters
                    from text in ArbMap.Default.GeneratorFor<string>()
                    from place in Gen.Choose(1, 6).Four()
                    select (d, text, place);

        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var (d, text, (field, repetition, component, subcomponent)) = given;
            text = text is null or "" ? "x" : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            var output = new ArrayBufferWriter<byte>();
            var writer = new Hl7Writer(output, d);
            writer.Segment("MSH"u8).Field(12).Text("2.7").Field(18).Text("UNICODE UTF-8");
            writer.Segment("ZZZ"u8).Field(field).Repetition(repetition).Component(component).Subcomponent(subcomponent).Text(text).End();
            var message = Messages.Parse(output.WrittenSpan.ToArray());
            var value = message["ZZZ"u8, field].Repetition(repetition).Component(component).Subcomponent(subcomponent);
            return value.ToText(message.CharacterSet) == text;
        }).QuickCheckThrowOnFailure();
    }
}
