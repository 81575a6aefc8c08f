using System.Text;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Hl7.Receipts;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Interpreting;

/// <summary>What the readers of one message share.</summary>
internal sealed class MessageContext(Hl7Message message, ProfileCatalog profiles, DeviceProfile? fixedProfile, Hl7Site site, SiloTime receivedAt)
{
    private readonly Dictionary<(string, int), DeviceProfile> _profiles = [];
    private readonly Dictionary<string, ClockRules> _clocks = [];
    private Dictionary<string, string>? _equipment;
    private string? _codeSystem;
    private bool _noted;

    public Hl7Message Message => message;

    public SiloTime ReceivedAt => receivedAt;

    public ReceiptBuilder Receipt { get; } = new(message);

    public bool IsProduction { get; } = message.Header[11].Component(1).Is("P"u8);

    /// <summary>Of the message as a whole: what no device says more of.</summary>
    public DeviceProfile Profile => ProfileOf(new DeviceIdentity("", "", 0));

    public DeviceProfile ProfileOf(DeviceIdentity device)
    {
        if (fixedProfile is not null)
        {
            return fixedProfile;
        }

        if (!_profiles.TryGetValue((device.System, device.SystemCode), out var profile))
        {
            var header = message.Header;
            profile = profiles.Recognise(new DeviceFacts(
                Raw(header[3]), Raw(header[4]), Raw(header[21].Component(1)), Equipment(device), device.SystemCode,
                CodeSystem: CodeSystem()));
            _profiles.Add((device.System, device.SystemCode), profile);
        }

        return profile;
    }

    public ClockRules ClockOf(DeviceProfile profile)
    {
        if (!_clocks.TryGetValue(profile.Name, out var clock))
        {
            clock = new ClockRules(message, profile, site.Zone, receivedAt);
            _clocks.Add(profile.Name, clock);
        }

        return clock;
    }

    public bool IsObserveOnly(DeviceProfile profile)
    {
        var observes = !IsProduction || profiles.IsObserveOnly(profile);
        if (observes && !_noted)
        {
            Receipt.Note(0, IsProduction ? 3 : 11, Notice.ObserveOnly);
            _noted = true;
        }

        return observes;
    }

    public bool IsPlausible(DateTimeOffset time) => ElementRules.IsPlausible(DeviceTime.From(time), receivedAt);

    public string Text(Hl7Value value) => value.HasContent ? value.ToText(message.CharacterSet).Trim() : "";

    public void Accept(Hl7Segment segment, string meaning, params ReadOnlySpan<int> fields)
    {
        foreach (var field in fields)
        {
            Receipt.Accept(segment.Index, field, meaning);
        }
    }

    /// <summary>The whole OBX-18 of a device, or the first of the message for a device without one.</summary>
    private string Equipment(DeviceIdentity device)
    {
        if (_equipment is null)
        {
            _equipment = [];
            foreach (var segment in message)
            {
                if (segment.Is("OBX"u8) && segment[18] is var field && field.HasContent)
                {
                    _equipment.TryAdd("", Raw(field));
                    _equipment.TryAdd(Text(field.Component(1)), Raw(field));
                }
            }
        }

        return _equipment.GetValueOrDefault(device.System) ?? device.System;
    }

    /// <summary>Of the first measurement.</summary>
    private string CodeSystem()
    {
        if (_codeSystem is null)
        {
            _codeSystem = "";
            foreach (var segment in message)
            {
                if (segment.Is("OBX"u8) && segment[3].Component(3) is var system && system.HasContent)
                {
                    _codeSystem = Raw(system);
                    break;
                }
            }
        }

        return _codeSystem;
    }

    private static string Raw(Hl7Value value) => Encoding.UTF8.GetString(value.Raw);
}
