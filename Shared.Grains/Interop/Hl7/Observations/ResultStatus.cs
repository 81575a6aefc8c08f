using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>What OBX-8 (table 0078 with IHE PCD's additions) and OBX-11 (table 0085) say of a value before it is looked at.</summary>
internal static class ResultStatus
{
    /// <returns>Null for both: the value may be used.</returns>
    public static (IgnoreReason? Ignored, RejectReason? Refused) Of(Hl7Segment observation)
    {
        var status = observation[11].Component(1).Raw;
        switch (status)
        {
            case [(byte)'X' or (byte)'N' or (byte)'I' or (byte)'O']:
                return (IgnoreReason.NoResult, null);
            case [(byte)'D' or (byte)'W']:
                return (IgnoreReason.Withdrawn, null);
            case [] or [(byte)'A' or (byte)'B' or (byte)'C' or (byte)'F' or (byte)'P' or (byte)'R' or (byte)'S' or (byte)'U' or (byte)'V']:
                break;
            default:
                return (null, RejectReason.StatusUnknown);
        }

        foreach (var flag in observation[8].Repetitions)
        {
            if (OfFlag(flag.Component(1)) is { } ignored)
            {
                return (ignored, null);
            }
        }

        return (null, null);
    }

    private static IgnoreReason? OfFlag(Hl7Value flag) => flag switch
    {
        _ when flag.Is("INV"u8) || flag.Is("QUES"u8) || flag.Is("NAV"u8) || flag.Is("CALIB"u8) || flag.Is("ONG"u8) || flag.Is("ONGO"u8) || flag.Is("MSUP"u8)
            => IgnoreReason.NotValid,
        _ when flag.Is("TEST"u8) || flag.Is("DEMO"u8) => IgnoreReason.TestData,
        _ => null,
    };
}
