using NodaTime;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Hl7.Receipts;
using OrleansCare.Interop.Hl7.Text;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Interpreting;

/// <summary>
/// Times without an offset: the profile's zone, else MSH-7's offset (v2.9 section 2.A.22), else the site's zone; each is noted. A local time that happened
/// twice is the one nearer to when the message came; one that never happened is moved forward by the gap; both are noted too.
/// </summary>
internal readonly struct ClockRules
{
    private readonly DateTimeZone? _profile;
    private readonly Offset? _header;
    private readonly DateTimeZone _site;
    private readonly SiloTime _receivedAt;

    public ClockRules(Hl7Message message, DeviceProfile profile, DateTimeZone site, SiloTime receivedAt)
    {
        _profile = profile.TimeZone is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null;
        _header = Hl7Time.TryParse(message.Header[7].Component(1).Raw, out var time) ? time.Offset : null;
        _site = site;
        _receivedAt = receivedAt;
    }

    /// <summary>Null: no time, or not one; <paramref name="isWrong"/> tells which.</summary>
    public DateTimeOffset? Read(Hl7Value value, int segment, int field, ReceiptBuilder receipt, out bool isWrong)
    {
        var raw = value.Component(1);
        isWrong = false;
        if (!raw.HasContent)
        {
            return null;
        }

        if (!Hl7Time.TryParse(raw.Raw, out var time))
        {
            isWrong = true;
            return null;
        }

        if (time.Offset is { } offset)
        {
            return time.Local.WithOffset(offset).ToDateTimeOffset();
        }

        receipt.Note(segment, field, Notice.OffsetAssumed);
        if (_profile is null && _header is { } header)
        {
            return time.Local.WithOffset(header).ToDateTimeOffset();
        }

        var resolved = LocalTimes.Resolve(time.Local, _profile ?? _site, _receivedAt, out var isAmbiguous);
        if (isAmbiguous)
        {
            receipt.Note(segment, field, Notice.LocalTimeAmbiguous);
        }

        return resolved;
    }
}
