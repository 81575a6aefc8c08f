using System.Text;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>OBX-3 -> an MDC term: the profile's own codes first, then MDC by number, by name, LOINC; the alternate (components 4 to 6) where the first is unknown.</summary>
internal static class CodeReader
{
    /// <summary>MDC settings are the measurement's code plus this (11073-10101a).</summary>
    private const int SettingsBegin = 0x1000000;

    public static CodeReading Read(Hl7Value field, DeviceProfile profile)
    {
        var first = Read(field.Component(1), field.Component(2), field.Component(3), profile);
        return first.Term is not null || first.IsSetting ? first : Read(field.Component(4), field.Component(5), field.Component(6), profile);
    }

    private static CodeReading Read(Hl7Value code, Hl7Value name, Hl7Value system, DeviceProfile profile)
    {
        if (!code.HasContent && !name.HasContent)
        {
            return default;
        }

        var text = Encoding.UTF8.GetString(code.Raw);
        if (profile.FindCode(text) is { } entry)
        {
            return new CodeReading(MdcTerms.Find(entry.Mdc), entry.Unit, false, false);
        }

        if (system.Is("LN"u8) || system.Is("LOINC"u8))
        {
            return new CodeReading(MdcTerms.FindLoinc(text), null, false, false);
        }

        var named = MdcTerms.Find(Encoding.UTF8.GetString(name.Raw.Trim((byte)' ')));
        if (MdcNumber.IsMdc(system.Raw) && MdcNumber.TryParse(code.Raw, out var number))
        {
            var term = MdcTerms.Find(number);
            return new CodeReading(term, null, number >= SettingsBegin, term is not null && named is not null && named.Code != term.Code);
        }

        return new CodeReading(named ?? MdcTerms.Find(text) ?? (text.Contains('-', StringComparison.Ordinal) ? MdcTerms.FindLoinc(text) : null), null, false, false);
    }
}

/// <param name="Unit">UCUM, from the profile, where the message has none.</param>
/// <param name="IsSetting">A value somebody set, not one that was measured.</param>
/// <param name="NameDiffers">The reference id belongs to another number.</param>
internal readonly record struct CodeReading(MdcTerm? Term, string? Unit, bool IsSetting, bool NameDiffers);
