namespace OrleansCare.Clinical.Monitoring;

/// <summary>
/// What an effect is called wherever the same inputs are applied: never a receive time. Every sink removes repeats by it.
/// </summary>
/// <param name="DeviceSequence">The packet that brought the onset (0 when no packet did).</param>
/// <param name="Sample">Index of the onset in the device's stream, or the packet-independent ordinal of the rule (minute number, revision).</param>
public readonly record struct EffectId(string Episode, Rule Rule, string Device, long DeviceSequence, long Sample)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Episode}/{(int)Rule}/{Device}/{DeviceSequence}/{Sample}");

    /// <summary>The inverse of <see cref="ToString"/>; keys are random opaque ids and contain no slash.</summary>
    public static bool TryParse(string text, out EffectId id)
    {
        id = default;
        var parts = text.Split('/');
        if (parts.Length != 5
            || !int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var rule)
            || !long.TryParse(parts[3], System.Globalization.CultureInfo.InvariantCulture, out var sequence)
            || !long.TryParse(parts[4], System.Globalization.CultureInfo.InvariantCulture, out var sample))
        {
            return false;
        }

        id = new EffectId(parts[0], (Rule)rule, parts[2], sequence, sample);
        return true;
    }
}
