using System.Buffers;
using System.Text;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Acknowledging;

namespace OrleansCare.Interop.Tests.Hl7;

public class AcknowledgementTests
{
    private static readonly ReplyStamp Stamp = new(new DateTimeOffset(2026, 3, 1, 12, 0, 1, TimeSpan.FromHours(1)), "A1");
    private static readonly Fault Wrong = new(new Hl7Location("OBX", 3, 5, 1), FaultCode.DataType, FaultSeverity.Warning, RejectReason.NumberUnreadable, "not a number");

    [Theory]
    [InlineData("", "", MessageFate.Processed, "AA")]
    [InlineData("", "", MessageFate.ContentWrong, "AE")]
    [InlineData("", "", MessageFate.NotTaken, "AR")]
    [InlineData("", "", MessageFate.NotStored, "AE")]
    [InlineData("AL", "NE", MessageFate.Processed, "CA")]
    [InlineData("AL", "NE", MessageFate.ContentWrong, "CA")]
    [InlineData("AL", "NE", MessageFate.NotTaken, "CR")]
    [InlineData("AL", "NE", MessageFate.NotStored, "CE")]
    [InlineData("NE", "AL", MessageFate.Processed, "AA")]
    [InlineData("NE", "AL", MessageFate.ContentWrong, "AE")]
    [InlineData("NE", "AL", MessageFate.NotTaken, "AR")]
    [InlineData("NE", "AL", MessageFate.NotStored, "AE")]
    [InlineData("AL", "AL", MessageFate.Processed, "CA+AA")]
    [InlineData("AL", "AL", MessageFate.ContentWrong, "CA+AE")]
    [InlineData("AL", "AL", MessageFate.NotTaken, "CR")]
    [InlineData("AL", "AL", MessageFate.NotStored, "CE")]
    [InlineData("SU", "SU", MessageFate.Processed, "CA+AA")]
    [InlineData("SU", "SU", MessageFate.ContentWrong, "CA")]
    [InlineData("SU", "ER", MessageFate.NotStored, "AE")]
    [InlineData("ER", "ER", MessageFate.Processed, "")]
    [InlineData("ER", "ER", MessageFate.NotTaken, "CR")]
    [InlineData("ER", "ER", MessageFate.ContentWrong, "AE")]
    [InlineData("NE", "NE", MessageFate.NotStored, "")]
    [InlineData("NE", "", MessageFate.Processed, "")]
    [InlineData("", "ER", MessageFate.NotTaken, "AR")]
    [InlineData("al", "??", MessageFate.Processed, "CA+AA")]
    public void The_message_says_which_replies_it_wants(string accept, string application, MessageFate fate, string expected)
    {
        var message = Messages.Parse(Messages.Header + $"|||{accept}|{application}");

        Assert.Equal(expected, AcknowledgementsDue.For(message, fate).ToString());
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("AL", "AL", "CA")]
    public void A_reply_gets_no_application_reply(string accept, string application, string expected)
    {
        var message = Messages.Parse(Messages.Header.Replace("ORU^R01^ORU_R01", "ORA^R41^ORA_R41") + $"|||{accept}|{application}", "MSA|AA|7");

        Assert.Equal(expected, AcknowledgementsDue.For(message, MessageFate.Processed).ToString());
    }

    [Fact]
    public void A_reply_swaps_the_parties_and_names_what_was_wrong_and_where()
    {
        var text = Reply(Messages.Parse(Messages.Header + "|||AL|AL||8859/1"), AcknowledgementCode.AA, Wrong);

        Assert.Equal(
            "MSH|^~\\&|EDGE|HOSP|GW|ICU|20260301120001.000+0100||ACK^R01^ACK|A1|P|2.6|||NE|NE||8859/1\r"
            + "MSA|AA|M1\r"
            + "ERR||OBX^3^5^1^1|102^Data type error^HL70357|W|23^NumberUnreadable^L||OBX[3]-5.1|not a number\r",
            text);
    }

    [Fact]
    public void An_old_sender_gets_the_old_forms()
    {
        var text = Reply(Messages.Parse(Messages.Header.Replace("ORU^R01^ORU_R01", "ORU^R01").Replace("2.6", "2.3")), AcknowledgementCode.AE, Wrong);

        Assert.Contains("||ACK^R01|A1|P|2.3\r", text);
        Assert.Contains("MSA|AE|M1|not a number\rERR|OBX^3^5^102&Data type error&HL70357\r", text);
    }

    [Theory]
    [InlineData(AcknowledgementCode.AA, "ORA^R41^ORA_R41")]
    [InlineData(AcknowledgementCode.CA, "ACK^R40^ACK")]
    public void An_alarm_gets_its_own_kind_of_application_reply(AcknowledgementCode code, string type)
    {
        Assert.Contains($"||{type}|A1|", Reply(Messages.Parse(Messages.Header.Replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40")), code));
    }

    [Fact]
    public void A_reply_speaks_with_the_delimiters_of_the_message()
    {
        var text = Reply(Messages.Parse("MSH*:!/%*G:1:ISO*ICU*ED*HO*20260301**ORU:R01:ORU_R01*M/F/1*P*2.6"), AcknowledgementCode.AA, Wrong);

        Assert.StartsWith("MSH*:!/%*ED*HO*G:1:ISO*ICU*", text);
        Assert.Contains("MSA*AA*M/F/1\rERR**OBX:3:5:1:1*102:Data type error:HL70357*W*", text);
    }

    [Fact]
    public void A_message_without_escape_character_is_answered_in_the_usual_delimiters()
    {
        Assert.StartsWith("MSH|^~\\&|EDGE|", Reply(Messages.Parse("MSH|^|GW^x|ICU|EDGE|HOSP|20260301||ORU^R01|M1|P|2.6"), AcknowledgementCode.AA, Wrong));
    }

    [Fact]
    public void Errors_beyond_the_limit_are_counted()
    {
        var text = Reply(Messages.Parse(Messages.Header), AcknowledgementCode.AA, [.. Enumerable.Repeat(Wrong, 30)]);

        Assert.Equal(Hl7Limits.ErrorsInReply, text.Split("\rERR|").Length - 1);
        Assert.EndsWith("|and 11 more\r", text);
    }

    [Fact]
    public void Bytes_that_are_no_message_are_refused_in_a_reply_of_its_own()
    {
        var output = new ArrayBufferWriter<byte>();
        Acknowledgement.WriteUnreadable(output, new Fault(Hl7Location.Message, FaultCode.SegmentSequence, FaultSeverity.Error, RejectReason.NotHl7, "no MSH"), Stamp);

        Assert.Equal(
            "MSH|^~\\&|ORLEANSCARE||||20260301120001.000+0100||ACK|A1|P|2.6\rMSA|AR\rERR|||100^Segment sequence error^HL70357|E|12^NotHl7^L||message|no MSH\r",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string Reply(Hl7Message message, AcknowledgementCode code, params Fault[] faults)
    {
        var output = new ArrayBufferWriter<byte>();
        Acknowledgement.Write(output, message, code, faults, Stamp);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
