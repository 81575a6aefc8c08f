using OrleansCare.Clinical.Packets;

namespace OrleansCare.Interop.Devices;

/// <summary>One element that did not enter the core.</summary>
/// <param name="Element">Its place in the payload, e.g. <c>numerics[2]</c> or <c>payload</c>; never its value.</param>
/// <param name="Count">More than one only for elements beyond a limit, which are named together: <c>numerics[256..]</c>.</param>
public readonly record struct Reject(RejectReason Reason, string Element, int Count = 1)
{
    /// <summary>The element without the member that was wrong: <c>numerics[2]</c> of <c>numerics[2].value</c>.</summary>
    public string Place => Element.IndexOf("].", StringComparison.Ordinal) is >= 0 and var end ? Element[..(end + 1)] : Element;
}

/// <summary>What became of a payload. Elements are the device time, each numeric and each waveform; unknown fields are ignored and counted.</summary>
/// <param name="Packet">Null when the payload as a whole was refused. A packet all of whose elements were refused still carries its sequence.</param>
public sealed record DecodeResult(DevicePacket? Packet, IReadOnlyList<Reject> Rejects, int Accepted, int Rejected, int Ignored)
{
    public int Total => Accepted + Rejected + Ignored;

    internal static DecodeResult Refused(RejectReason reason, string element = "payload") => new(null, [new Reject(reason, element)], 0, 1, 0);
}
