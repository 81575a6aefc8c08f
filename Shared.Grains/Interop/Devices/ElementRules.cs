using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Devices;

/// <summary>What every element must keep to, whatever protocol brought it. Null: it is good.</summary>
internal static class ElementRules
{
    private static readonly DeviceTime Earliest = DeviceTime.From(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(24);

    public static bool IsPlausible(DeviceTime time, SiloTime receivedAt) =>
        time.UnixMicroseconds >= Earliest.UnixMicroseconds && time.UnixMicroseconds <= (receivedAt + FurthestAhead).UnixMicroseconds;

    public static RejectReason? CheckNumeric(MdcTerm? term, double value, in UcumUnit unit, out Numeric numeric)
    {
        numeric = default;
        if (term is not { Kind: TermKind.Numeric })
        {
            return RejectReason.UnknownCode;
        }

        if (unit.Factor == 0 || !IsMeant(term, unit.Unit))
        {
            return RejectReason.UnknownUnit;
        }

        if (!double.IsFinite(value))
        {
            return RejectReason.NotFinite;
        }

        numeric = new Numeric(term.CoreCode, unit.Convert(value), unit.Unit);
        return PlausibleRange.Contains(numeric.Code, numeric.Value) ? null : RejectReason.Implausible;
    }

    public static RejectReason? CheckWaveform(MdcTerm? term, in UcumUnit unit, double sampleRate, double gain, double offset, int samples)
    {
        if (term is not { Kind: TermKind.Wave })
        {
            return RejectReason.UnknownCode;
        }

        if (unit.Factor == 0 || !IsMeant(term, unit.Unit))
        {
            return RejectReason.UnknownUnit;
        }

        if (!double.IsFinite(gain) || !double.IsFinite(offset))
        {
            return RejectReason.NotFinite;
        }

        if (!(sampleRate is >= PayloadLimits.LowestSampleRate and <= PayloadLimits.HighestSampleRate))
        {
            return RejectReason.SampleRateOutOfRange;
        }

        // A gain of zero would draw a flat line, which reads as asystole.
        return samples > PayloadLimits.Samples ? RejectReason.TooLarge : gain == 0 ? RejectReason.Implausible : null;
    }

    private static bool IsMeant(MdcTerm term, Unit unit) => unit == term.Unit || unit == term.OtherUnit;
}
