using System.Buffers;
using System.Globalization;
using OrleansCare.Interop.Hl7.Writing;

namespace OrleansCare.Interop.Hl7.Acknowledging;

/// <summary>When a reply is made, its own control id (MSH-10), and who answers where the message does not say whom it is for.</summary>
public readonly record struct ReplyStamp(DateTimeOffset Time, string ControlId, string Application = "ORLEANSCARE");

/// <summary>
/// Writes a reply: MSH, MSA, ERR... in the delimiters, version, processing id and character set of the message. ACK^event^ACK, or PCD-05's ORA^R41^ORA_R41
/// as the application's reply to an alarm (PCD-04, ORU^R40).
/// </summary>
public static class Acknowledgement
{
    private const int EchoAtMost = 1024;

    public static void Write(IBufferWriter<byte> output, Hl7Message request, AcknowledgementCode code, IReadOnlyList<Fault> faults, in ReplyStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(faults);
        var isSame = request.Delimiters is { Repetition: not 0, Escape: not 0, Subcomponent: not 0 };
        var writer = new Hl7Writer(output, isSame ? request.Delimiters : Hl7Delimiters.Usual, request.CharacterSet.Encoding);
        var copy = new Copier(writer, request, isSame);
        var knows = Hl7Version.TryParse(request.Version.Raw, out var version);
        var header = request.Header;
        writer.Segment("MSH"u8);
        if (header[5].HasContent)
        {
            copy.To(3, header[5]);
        }
        else
        {
            writer.Field(3).Text(stamp.Application);
        }

        copy.To(4, header[6]);
        copy.To(5, header[3]);
        copy.To(6, header[4]);
        writer.Field(7).Time(stamp.Time);
        WriteType(writer, request, code, knows && version < Hl7Version.MessageStructures);
        writer.Field(10).Text(stamp.ControlId);
        copy.To(11, header[11], "P");
        copy.To(12, header[12], "2.6");
        if (!header[15].IsEmpty || !header[16].IsEmpty)
        {
            writer.Field(15).Text("NE").Field(16).Text("NE");
        }

        if (request.CharacterSet.IsSupported && !request.CharacterSet.IsAssumed)
        {
            copy.To(18, header[18]);
        }

        WriteAnswer(writer, copy, code, request.ControlId, faults, knows && version < Hl7Version.ErrorFields);
    }

    /// <summary>The answer to bytes that are no message: AR without a control id, because there is none to echo.</summary>
    public static void WriteUnreadable(IBufferWriter<byte> output, Fault fault, in ReplyStamp stamp)
    {
        var writer = new Hl7Writer(output, Hl7Delimiters.Usual);
        writer.Segment("MSH"u8).Field(3).Text(stamp.Application).Field(7).Time(stamp.Time).Field(9).Text("ACK").Field(10).Text(stamp.ControlId);
        writer.Field(11).Text("P").Field(12).Text("2.6");
        WriteAnswer(writer, copy: null, AcknowledgementCode.AR, default, [fault], asBefore25: false);
    }

    /// <summary>Grammar: code^event^structure; the structure since v2.3.1, the event since v2.2.</summary>
    private static void WriteType(Hl7Writer writer, Hl7Message request, AcknowledgementCode code, bool withoutStructure)
    {
        var isAlarm = request.MessageCode.Is("ORU"u8) && request.TriggerEvent.Is("R40"u8);
        if (isAlarm && code >= AcknowledgementCode.AA)
        {
            writer.Field(9).Text("ORA").Component(2).Text("R41").Component(3).Text("ORA_R41");
            return;
        }

        writer.Field(9).Text("ACK");
        if (request.TriggerEvent.HasContent)
        {
            writer.Component(2).Text(request.TriggerEvent.ToText(request.CharacterSet));
            writer.Component(3).Text(withoutStructure ? "" : "ACK");
        }
    }

    private static void WriteAnswer(Hl7Writer writer, Copier? copy, AcknowledgementCode code, Hl7Value controlId, IReadOnlyList<Fault> faults, bool asBefore25)
    {
        writer.Segment("MSA"u8).Field(1).Text(code.ToString());
        copy?.To(2, controlId);
        if (asBefore25 && faults.Count > 0)
        {
            writer.Field(3).Text(faults[0].Text);
        }

        for (var i = 0; i < Math.Min(faults.Count, Hl7Limits.ErrorsInReply); i++)
        {
            var fault = faults[i];
            if (i == Hl7Limits.ErrorsInReply - 1 && faults.Count > Hl7Limits.ErrorsInReply)
            {
                var left = faults.Count - i;
                fault = fault with { Location = Hl7Location.Message, Text = string.Create(CultureInfo.InvariantCulture, $"and {left} more") };
            }

            WriteFault(writer, fault, asBefore25);
        }

        writer.End();
    }

    /// <summary>Since v2.5: ERR||segment^sequence^field^^component|code^text^HL70357|severity|own code^^L||diagnosis|text. Before: ERR|segment^sequence^field^code and text.</summary>
    private static void WriteFault(Hl7Writer writer, Fault fault, bool asBefore25)
    {
        writer.Segment("ERR"u8).Field(asBefore25 ? 1 : 2);
        if (fault.Location.Segment is { Length: > 0 } segment)
        {
            writer.Text(segment).Component(2).Number(fault.Location.Sequence);
            if (fault.Location.Field > 0)
            {
                writer.Component(3).Number(fault.Location.Field);
            }
        }

        if (asBefore25)
        {
            writer.Component(4).Number((int)fault.Code).Subcomponent(2).Text(NameOf(fault.Code)).Subcomponent(3).Text("HL70357");
            return;
        }

        if (fault.Location is { Field: > 0, Component: > 0 })
        {
            writer.Component(4).Number(1).Component(5).Number(fault.Location.Component);
        }

        writer.Field(3).Number((int)fault.Code).Component(2).Text(NameOf(fault.Code)).Component(3).Text("HL70357");
        writer.Field(4).Text(((char)fault.Severity).ToString());
        if (fault.Reason is { } reason)
        {
            writer.Field(5).Number((int)reason).Component(2).Text(reason.ToString()).Component(3).Text("L");
        }

        writer.Field(7).Text(fault.Location.ToString()).Field(8).Text(fault.Text);
    }

    private static string NameOf(FaultCode code) => code switch
    {
        FaultCode.SegmentSequence => "Segment sequence error",
        FaultCode.RequiredFieldMissing => "Required field missing",
        FaultCode.DataType => "Data type error",
        FaultCode.ValueNotFound => "Table value not found",
        FaultCode.TooLong => "Value too long",
        FaultCode.MessageTypeNotTaken => "Unsupported message type",
        FaultCode.EventNotTaken => "Unsupported event code",
        FaultCode.ProcessingIdNotTaken => "Unsupported processing id",
        FaultCode.VersionNotTaken => "Unsupported version id",
        FaultCode.UnknownKey => "Unknown key identifier",
        FaultCode.DuplicateKey => "Duplicate key identifier",
        FaultCode.RecordLocked => "Application record locked",
        _ => "Application internal error",
    };

    /// <summary>Takes fields over from the message: as they are where the delimiters are the same, else their first component.</summary>
    private sealed class Copier(Hl7Writer writer, Hl7Message request, bool sameDelimiters)
    {
        public void To(int field, Hl7Value value, string otherwise = "")
        {
            var raw = value.Raw[..Math.Min(value.Raw.Length, EchoAtMost)];
            writer.Field(field);
            if (raw.IsEmpty)
            {
                writer.Text(otherwise);
            }
            else if (sameDelimiters && !raw.ContainsAnyInRange((byte)0, (byte)0x1F))
            {
                writer.Raw(raw);
            }
            else
            {
                writer.Text(value.Component(1).ToText(request.CharacterSet));
            }
        }
    }
}
