using System.Globalization;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Devices;

/// <summary>A code as sent -> the term: the profile's own codes first, then MDC.</summary>
/// <param name="Term">Null: unknown.</param>
/// <param name="Unit">UCUM, from the profile, where the device sends none.</param>
internal readonly record struct SentCode(MdcTerm? Term, string? Unit)
{
    public static SentCode Of(int code, DeviceProfile? profile) => profile is { Codes.Count: > 0 } && profile.FindCode(code.ToString(CultureInfo.InvariantCulture)) is { } entry
        ? new SentCode(MdcTerms.Find(entry.Mdc), entry.Unit)
        : new SentCode(MdcTerms.Find(code), null);

    public static SentCode Of(string code, DeviceProfile? profile) =>
        profile?.FindCode(code) is { } entry ? new SentCode(MdcTerms.Find(entry.Mdc), entry.Unit) : new SentCode(MdcTerms.Find(code), null);
}
