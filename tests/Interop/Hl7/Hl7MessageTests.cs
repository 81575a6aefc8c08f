using System.Text;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Interop.Tests.Hl7;

public class Hl7MessageTests
{
    [Fact]
    public void Fields_are_counted_as_the_standard_counts_them()
    {
        var message = Messages.Parse(Messages.Header, "PID|1||123^^^HOSP&1.2.3&ISO^MR~456^^^X^VN||Doe^Jane", "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60");

        Assert.Equal("|", message.Header[1].ToText(message.CharacterSet));
        Assert.Equal("^~\\&", Encoding.ASCII.GetString(message.Header[2].Raw));
        Assert.Equal("GW", message["MSH"u8, 3].ToText(message.CharacterSet));
        Assert.Equal("ORU", Encoding.ASCII.GetString(message.MessageCode.Raw));
        Assert.Equal("2.6", Encoding.ASCII.GetString(message.Version.Raw));
        Assert.Equal("1.2.3", Encoding.ASCII.GetString(message["PID"u8, 3, 4].Subcomponent(2).Raw));
        Assert.Equal("456", Encoding.ASCII.GetString(message["PID"u8, 3].Repetition(2).Component(1).Raw));
        Assert.Equal("VN", Encoding.ASCII.GetString(message["PID"u8, 3].Repetition(2).Component(5).Raw));
        Assert.True(message["PID"u8, 3].Repetition(3).IsEmpty);
        Assert.True(message["PID"u8, 99, 4].Subcomponent(2).IsEmpty);
        Assert.True(message["ZZZ"u8, 1].IsEmpty);
    }

    [Fact]
    public void Deleted_is_not_the_same_as_not_said()
    {
        var message = Messages.Parse(Messages.Header, "PID|1||\"\"|||");

        Assert.True(message["PID"u8, 3].IsNull);
        Assert.False(message["PID"u8, 3].IsEmpty);
        Assert.True(message["PID"u8, 4].IsEmpty);
        Assert.False(message["PID"u8, 4].IsNull);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r\r\n")]
    public void Segments_may_end_in_any_line_end(string end)
    {
        var message = Messages.Parse(Encoding.UTF8.GetBytes(string.Join(end, Messages.Header, "PID|1||7", "ZXY|local", "") + end));

        Assert.Equal(3, message.SegmentCount);
        Assert.Equal("ZXY", Encoding.ASCII.GetString(message[2].Id));
        Assert.Equal("local", Encoding.ASCII.GetString(message[2][1].Raw));
    }

    [Fact]
    public void A_line_feed_inside_a_text_is_text_where_segments_end_in_CR()
    {
        var message = Messages.Parse(Encoding.UTF8.GetBytes(Messages.Header + "\rOBX|1|TX|1^x||first\nsecond|u\rOBX|2|NM\n"));

        Assert.Equal(3, message.SegmentCount);
        Assert.Equal("first\nsecond", message[1][5].ToText(message.CharacterSet));
    }

    [Fact]
    public void The_delimiters_are_the_messages_own()
    {
        var message = Messages.Parse("MSH*:!/%#*GW*ICU***20260301**ORU:R01*M1*P*2.7", "PID***a%b:c!d*x/F/y/S/z/P/");

        Assert.Equal("b", Encoding.ASCII.GetString(message["PID"u8, 3, 1].Subcomponent(2).Raw));
        Assert.Equal("d", Encoding.ASCII.GetString(message["PID"u8, 3].Repetition(2).Raw));
        Assert.Equal("x*y:z#", message["PID"u8, 4].ToText(message.CharacterSet));
    }

    [Theory]
    [InlineData("", Hl7Error.Empty)]
    [InlineData("\r\n \0", Hl7Error.Empty)]
    [InlineData("PID|1", Hl7Error.NoHeader)]
    [InlineData("MS", Hl7Error.NoHeader)]
    [InlineData("MSH", Hl7Error.NoHeader)]
    [InlineData("MSH|", Hl7Error.Delimiters)]
    [InlineData("MSH||GW", Hl7Error.Delimiters)]
    [InlineData("MSH|^^~|GW", Hl7Error.Delimiters)]
    [InlineData("MSH|^|~|\\&", Hl7Error.None)]
    [InlineData("MSHA^~\\&A", Hl7Error.Delimiters)]
    [InlineData("MSH|^~\\&#$|", Hl7Error.Delimiters)]
    public void What_is_no_message_is_refused_with_a_reason(string text, Hl7Error expected)
    {
        Assert.Equal(expected == Hl7Error.None, Hl7Message.TryParse(Encoding.UTF8.GetBytes(text), out var message, out var error));
        Assert.Equal(expected, error);
        Assert.Equal(expected == Hl7Error.None, message is not null);
    }

    [Fact]
    public void A_message_beyond_the_limits_is_refused()
    {
        var lines = Encoding.UTF8.GetBytes(Messages.Header + string.Concat(Enumerable.Repeat("\rNTE", Hl7Limits.Segments)));
        var large = new byte[Hl7Limits.MessageBytes + 1];

        Assert.False(Hl7Message.TryParse(lines, out _, out var tooMany));
        Assert.False(Hl7Message.TryParse(large, out _, out var tooLarge));
        Assert.Equal(Hl7Error.TooLarge, tooMany);
        Assert.Equal(Hl7Error.TooLarge, tooLarge);
    }

    [Theory]
    [InlineData("A\\F\\B", "A|B")]
    [InlineData("\\S\\\\T\\\\R\\\\E\\", "^&~\\")]
    [InlineData("a\\.br\\b", "a\nb")]
    [InlineData("a\\.sp2\\b\\.sp+1\\c", "a\n\nb\nc")]
    [InlineData("a\\.sp100000\\b", "a\\.sp100000\\b")]
    [InlineData("\\X48\\\\X4c37\\", "HL7")]
    [InlineData("\\X4\\", "\\X4\\")]
    [InlineData("\\Xzz\\", "\\Xzz\\")]
    [InlineData("\\Zlocal\\ \\C2842\\ \\M2442AA\\", "\\Zlocal\\ \\C2842\\ \\M2442AA\\")]
    [InlineData("\\H\\bold\\N\\", "bold")]
    [InlineData("C:\\dir\\F\\x", "C:\\dir|x")]
    [InlineData("open\\", "open\\")]
    [InlineData("\\", "\\")]
    [InlineData("\\\\", "\\\\")]
    [InlineData("\\P\\", "\\P\\")]
    public void Escapes_are_taken_off_and_unknown_ones_kept(string raw, string text)
    {
        var message = Messages.Parse(Messages.Header, "NTE|1||" + raw);

        Assert.Equal(text, message["NTE"u8, 3].ToText(message.CharacterSet));
    }

    [Theory]
    [InlineData("8859/1", new byte[] { 0xE9 }, "é", true, false)]
    [InlineData("8859/2", new byte[] { 0xB3 }, "ł", true, false)]
    [InlineData("8859/5", new byte[] { 0xB0 }, "А", true, false)]
    [InlineData("8859/15", new byte[] { 0xA4 }, "€", true, false)]
    [InlineData("UNICODE UTF-8", new byte[] { 0xC3, 0xA9 }, "é", true, false)]
    [InlineData("ISO IR6", new byte[] { 0x41 }, "A", true, false)]
    [InlineData("", new byte[] { 0x41 }, "A", true, false)]
    [InlineData("", new byte[] { 0xC3, 0xA9 }, "é", true, true)]
    [InlineData("", new byte[] { 0xE9 }, "é", true, true)]
    [InlineData("BIG-5", new byte[] { 0xA4, 0x40 }, null, false, false)]
    [InlineData("ISO IR87", new byte[] { 0x41 }, null, false, false)]
    public void The_character_set_is_what_MSH_18_says(string name, byte[] bytes, string? text, bool supported, bool assumed)
    {
        var message = Messages.Parse([.. Encoding.ASCII.GetBytes(Messages.Header + "||||||" + name + "\rNTE|1||"), .. bytes]);

        Assert.Equal(supported, message.CharacterSet.IsSupported);
        Assert.Equal(assumed, message.CharacterSet.IsAssumed);
        if (text is not null)
        {
            Assert.Equal(text, message["NTE"u8, 3].ToText(message.CharacterSet));
        }
    }

    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-8", true)]
    public void A_message_in_another_Unicode_form_is_read(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Messages.Header + "||||||UNICODE UTF-16\rNTE|1||Zoë")];
        var message = Messages.Parse(bytes);

        Assert.Equal("Zoë", message["NTE"u8, 3].ToText(message.CharacterSet));
    }

    [Fact]
    public void Visiting_every_field_allocates_nothing()
    {
        var message = Messages.Parse(Messages.Header, "OBX|4|NM|150033^MDC_PRESS_BLD_ART_SYS^MDC|1.13.1.1|120|266016^MDC_DIM_MMHG^MDC|||||R|||||||080019FFFE134535^B1X5_GE");
        Visit(message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = Visit(message);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(12 + 18, count);

        static int Visit(Hl7Message message)
        {
            var fields = 0;
            foreach (var segment in message)
            {
                foreach (var field in segment.Fields)
                {
                    fields += field.Raw.Length >= 0 ? 1 : 0;
                }
            }

            return fields;
        }
    }
}
