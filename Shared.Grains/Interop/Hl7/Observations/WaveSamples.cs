using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>
/// NA and MA values -> 16-bit samples. Whole numbers that fit are kept as they are; anything else is scaled so that the largest still fits.
/// An empty sample, or one that means none, is <see cref="WaveformChunk.NoValue"/>.
/// </summary>
internal readonly record struct WaveSamples(short[] Samples, double Gain)
{
    private const double Largest = short.MaxValue;

    public static RejectReason? Read(Hl7Value value, Quirks quirks, double? noValue, out WaveSamples samples)
    {
        samples = default;
        var numbers = new List<double>();
        foreach (var repetition in value.Repetitions)
        {
            foreach (var component in repetition.Components)
            {
                if (numbers.Count == PayloadLimits.Samples)
                {
                    return RejectReason.TooLarge;
                }

                if (!TryRead(component, quirks, noValue, out var number))
                {
                    return RejectReason.NumberUnreadable;
                }

                numbers.Add(number);
            }
        }

        samples = Scale(numbers);
        return null;
    }

    private static bool TryRead(Hl7Value component, Quirks quirks, double? noValue, out double number)
    {
        var raw = component.Raw.Trim((byte)' ');
        number = double.NaN;
        if (raw.IsEmpty || component.IsNull)
        {
            return true;
        }

        if (!NumberReader.TryParse(raw, quirks.DecimalComma, out var read, out var length) || length != raw.Length)
        {
            return false;
        }

        number = read.Equals(noValue) || quirks.IsNoValue(read) ? double.NaN : read;
        return true;
    }

    private static WaveSamples Scale(List<double> numbers)
    {
        var largest = 0.0;
        var whole = true;
        foreach (var number in numbers)
        {
            if (!double.IsNaN(number))
            {
                largest = Math.Max(largest, Math.Abs(number));
                whole &= number == Math.Truncate(number);
            }
        }

        var gain = (whole && largest <= Largest) || largest == 0 ? 1 : largest / Largest;
        var samples = new short[numbers.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = double.IsNaN(numbers[i]) ? WaveformChunk.NoValue : (short)Math.Round(numbers[i] / gain);
        }

        return new WaveSamples(samples, gain);
    }
}
