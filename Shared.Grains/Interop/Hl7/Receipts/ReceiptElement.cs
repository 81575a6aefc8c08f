using OrleansCare.Clinical.Packets;

namespace OrleansCare.Interop.Hl7.Receipts;

public enum ElementOutcome : byte
{
    Ignored,
    Accepted,
    Quarantined,
}

/// <summary>One element and what became of it.</summary>
/// <param name="Segment">Index of its segment in the message.</param>
/// <param name="Field">0: the segment as a whole (an observation, a broken line).</param>
/// <param name="Reason">A <see cref="RejectReason"/> or <see cref="IgnoreReason"/>, by outcome; 0 when accepted.</param>
/// <param name="Meaning">What it was taken as; empty when it was not.</param>
public readonly record struct ReceiptElement(int Segment, int Field, ElementOutcome Outcome, int Reason, string Meaning)
{
    public string ReasonName => Outcome switch
    {
        ElementOutcome.Quarantined => ((RejectReason)Reason).ToString(),
        ElementOutcome.Ignored => ((IgnoreReason)Reason).ToString(),
        _ => "",
    };
}

/// <summary>Something odd that cost nothing.</summary>
public readonly record struct ReceiptNotice(int Segment, int Field, Notice Notice);
