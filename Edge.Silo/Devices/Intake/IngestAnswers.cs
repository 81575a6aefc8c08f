using OrleansCare.Contracts.Devices.Wire;
using Wire = OrleansCare.Contracts.Devices.Wire;

namespace OrleansCare.Edge.Devices.Intake;

/// <summary>A receipt as care.device.v1.IngestAnswer, the form of WebSocket and gRPC.</summary>
internal static class IngestAnswers
{
    public static IngestAnswer Of(in IntakeReceipt receipt)
    {
        var answer = new IngestAnswer
        {
            Sequence = (ulong)(receipt.Sequence ?? 0),
            Outcome = (Wire.IngestOutcome)receipt.Outcome,
            Accepted = (uint)receipt.Accepted,
            Quarantined = (uint)receipt.Quarantined,
            Ignored = (uint)receipt.Ignored,
        };
        foreach (var reject in receipt.Rejects)
        {
            answer.Rejects.Add(new IngestReject { Reason = reject.Reason.ToString(), Element = reject.Element, Count = (uint)reject.Count });
        }

        return answer;
    }
}
