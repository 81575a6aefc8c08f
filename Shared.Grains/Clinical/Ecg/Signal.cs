namespace OrleansCare.Clinical.Ecg;

/// <summary>What the device itself says about a lead.</summary>
[Flags]
public enum LeadStatus
{
    Ok = 0,
    LeadOff = 1,
    Saturated = 2,
}

/// <summary>Why a lead cannot be analysed; <see cref="Good"/> when it can. Frozen numbers.</summary>
public enum SignalQuality
{
    Good = 0,

    /// <summary>No samples (NaN), or a gap in the sequence.</summary>
    Missing = 1,

    /// <summary>The device reports the electrode off.</summary>
    LeadOff = 2,

    /// <summary>Exactly the same value for <see cref="EcgRules.FlatSeconds"/>: no electrode gives that, a noisy asystole does not.</summary>
    Flat = 3,

    /// <summary>At the rails of the amplifier for <see cref="EcgRules.SaturatedSeconds"/>, or reported so.</summary>
    Saturated = 4,

    /// <summary>Usable for rate and asystole, not for telling beats apart.</summary>
    Noisy = 5,
}

/// <summary>
/// The same moment on one to three leads, in millivolts; NaN is a missing sample. Leads that the device does not have stay empty;
/// the others have equal lengths.
/// </summary>
public readonly ref struct EcgBlock
{
    public ReadOnlySpan<float> Lead1 { get; init; }

    public ReadOnlySpan<float> Lead2 { get; init; }

    public ReadOnlySpan<float> Lead3 { get; init; }

    public LeadStatus Status1 { get; init; }

    public LeadStatus Status2 { get; init; }

    public LeadStatus Status3 { get; init; }
}

/// <summary>What stays the same for a device: part of the state's identity.</summary>
/// <param name="SampleRate">Hz, 125 to 1000.</param>
/// <param name="Leads">1 to 3; the lead for telling beats apart is the first usable one, so put II first where there is one.</param>
/// <param name="RailLow">mV; at or below it the amplifier is saturated. IEC 60601-2-27 asks a range of +-5 mV; 10 is beyond any QRS.</param>
/// <param name="RailHigh">mV.</param>
public sealed record EcgFormat(double SampleRate, int Leads, double RailLow = -10, double RailHigh = 10)
{
    public const int MaxLeads = 3;
    public const double MinSampleRate = 125;
    public const double MaxSampleRate = 1000;

    internal void Check()
    {
        if (!(SampleRate >= MinSampleRate && SampleRate <= MaxSampleRate))
        {
            throw new ArgumentException($"ECG sample rate {SampleRate} Hz is outside {MinSampleRate} to {MaxSampleRate}.");
        }

        if (Leads is < 1 or > MaxLeads)
        {
            throw new ArgumentException($"{Leads} leads: one to {MaxLeads} are analysed.");
        }

        if (!(RailLow < RailHigh))
        {
            throw new ArgumentException("The lower rail must be below the upper one.");
        }
    }
}
