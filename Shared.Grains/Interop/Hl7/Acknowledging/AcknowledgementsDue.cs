namespace OrleansCare.Interop.Hl7.Acknowledging;

/// <summary>
/// Which replies a message asks for (v2.9 section 2.9). MSH-15 and MSH-16 both empty: original mode, one AA, AE or AR. Either valued: enhanced mode,
/// CA, CE or CR as MSH-15 wants it, then AA, AE or AR as MSH-16 wants it: AL always, SU on success, ER on error, NE never; empty is never.
/// A CE or CR that is sent ends the exchange; where none is wanted, the application's reply carries the refusal.
/// </summary>
public readonly record struct AcknowledgementsDue(AcknowledgementCode? Accept, AcknowledgementCode? Application)
{
    public bool None => Accept is null && Application is null;

    public static AcknowledgementsDue For(Hl7Message message, MessageFate fate)
    {
        var accept = message.Header[15];
        var application = message.Header[16];
        var isReply = IsReply(message);
        if (accept.IsEmpty && application.IsEmpty)
        {
            return new AcknowledgementsDue(null, isReply ? null : ApplicationCode(fate));
        }

        var acceptCode = IsWanted(accept, fate is MessageFate.Processed or MessageFate.ContentWrong) ? AcceptCode(fate) : (AcknowledgementCode?)null;
        var ends = acceptCode is AcknowledgementCode.CE or AcknowledgementCode.CR;
        var applicationCode = !isReply && !ends && IsWanted(application, fate == MessageFate.Processed) ? ApplicationCode(fate) : (AcknowledgementCode?)null;
        return new AcknowledgementsDue(acceptCode, applicationCode);
    }

    public override string ToString() => (Accept, Application) switch
    {
        ({ } accept, { } application) => $"{accept}+{application}",
        _ => (Accept ?? Application)?.ToString() ?? "",
    };

    /// <summary>Whether the message answers another one: it has an MSA. Nobody acknowledges an acknowledgement in the application's voice.</summary>
    public static bool IsReply(Hl7Message message) => message.MessageCode.Is("ACK"u8) || !message.Find("MSA"u8).IsEmpty;

    private static AcknowledgementCode AcceptCode(MessageFate fate) => fate switch
    {
        MessageFate.NotTaken => AcknowledgementCode.CR,
        MessageFate.NotStored => AcknowledgementCode.CE,
        _ => AcknowledgementCode.CA,
    };

    private static AcknowledgementCode ApplicationCode(MessageFate fate) => fate switch
    {
        MessageFate.Processed => AcknowledgementCode.AA,
        MessageFate.NotTaken => AcknowledgementCode.AR,
        _ => AcknowledgementCode.AE,
    };

    /// <summary>Table 0155. A word that is not in it is met with a reply: silence could not be told from loss.</summary>
    private static bool IsWanted(Hl7Value condition, bool success) => condition.Raw switch
    {
        [] or [(byte)'"', (byte)'"'] => false,
        [(byte)'N' or (byte)'n', (byte)'E' or (byte)'e'] => false,
        [(byte)'S' or (byte)'s', (byte)'U' or (byte)'u'] => success,
        [(byte)'E' or (byte)'e', (byte)'R' or (byte)'r'] => !success,
        _ => true,
    };
}
