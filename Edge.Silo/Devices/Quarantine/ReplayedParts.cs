using OrleansCare.Clinical.Packets;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>The account of a replay, element by element: what was outstanding = accepted + refused again + ignored.</summary>
internal sealed class ReplayedParts
{
    private readonly List<Reject> _remaining = [];
    private int _accepted;
    private int _ignored;
    private int _repeated;
    private bool _isKept = true;

    public IntakeReceipt Receipt => new(
        !_isKept ? IntakeOutcome.NotKept
            : _accepted + _ignored > 0 ? _repeated > 0 && _repeated == _accepted ? IntakeOutcome.Repeated : IntakeOutcome.Accepted
            : IntakeOutcome.Quarantined,
        null,
        _accepted,
        _remaining.Sum(reject => reject.Count),
        _ignored,
        [.. _remaining]);

    public void Accept(int count = 1) => _accepted += count;

    public void Ignore(int count = 1) => _ignored += count;

    public void Remain(Reject reject) => _remaining.Add(reject);

    /// <summary>What became of one element that was good this time.</summary>
    public void Take(Reject refused, IntakeOutcome outcome)
    {
        switch (outcome)
        {
            case IntakeOutcome.Accepted:
                _accepted += refused.Count;
                break;
            case IntakeOutcome.Repeated:
                _accepted += refused.Count;
                _repeated += refused.Count;
                break;
            case IntakeOutcome.NotKept:
                _isKept = false;
                _remaining.Add(refused);
                break;
            default:
                _remaining.Add(refused with { Reason = RejectReason.NotAssociated });
                break;
        }
    }
}
