using System.Text;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Alarms;

/// <summary>A device's own alarm code -> the profile's entry: OBX-3 and its alternate, then a coded OBX-5 and its alternate; in each the code before the name.</summary>
internal static class VendorAlarm
{
    public static AlarmEntry? Find(Hl7Segment row, DeviceProfile profile)
    {
        if (profile.Alarms.Count == 0)
        {
            return null;
        }

        foreach (var field in (ReadOnlySpan<int>)[3, 5])
        {
            foreach (var part in (ReadOnlySpan<int>)[1, 4])
            {
                var system = Text(row[field].Component(part + 2));
                if ((profile.FindAlarm(Text(row[field].Component(part)), system) ?? profile.FindAlarm(Text(row[field].Component(part + 1)), system)) is { } entry)
                {
                    return entry;
                }
            }
        }

        return null;
    }

    private static string Text(Hl7Value value) => value.HasContent ? Encoding.UTF8.GetString(value.Raw.Trim((byte)' ')) : "";
}
