using OrleansCare.Clinical.Packets;
using OrleansCare.Edge.Devices.Intake;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>Which entries are wanted; null asks for any.</summary>
/// <param name="Limit">The newest so many, 1 to 1,000.</param>
internal sealed record QuarantineFilter(long? Id, string? Device, RejectReason? Reason, DeviceSource? Source, bool? Replayed, int Limit)
{
    public const int LimitAtMost = 1000;

    public static QuarantineFilter One(long id) => new(id, null, null, null, null, 1);

    public bool Passes(QuarantineEntry entry) =>
        (Id is null || entry.Id == Id)
        && (Device is null || entry.Item.Device == Device)
        && (Source is null || entry.Item.Source == Source)
        && (Reason is null || entry.Item.Rejects.Any(reject => reject.Reason == Reason));

    /// <summary>Marks follow their entry, so this can be told only at the end.</summary>
    public bool PassesReplays(QuarantineEntry entry) => Replayed is null || entry.Replays.Count > 0 == Replayed;

    /// <summary>Holds no more than asked for; an entry that has not been replayed may yet be, so that filter keeps all until the end.</summary>
    public void Trim(Dictionary<long, QuarantineEntry> found)
    {
        if (found.Count > (Replayed is null ? Limit : LimitAtMost))
        {
            found.Remove(found.Keys.Min());
        }
    }
}
