using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Cli.Hl7;

/// <summary>One message of a file, or what stood in its place, and what became of it.</summary>
/// <param name="Interpretation">Null: it is no message.</param>
/// <param name="MessageType">MSH-9 as sent; null: there is none.</param>
/// <param name="Acknowledgement">CA, AA, CA+AA, ...; null: no reply is due.</param>
internal sealed record CheckedMessage(string File, int Number, string? MessageType, Receipt Receipt, string? Acknowledgement, Interpretation? Interpretation)
{
    public static CheckedMessage Refused(string file, int number, RejectReason reason, string? acknowledgement = null) =>
        new(file, number, null, Receipt.Refused(reason), acknowledgement, null);
}
