using System.Buffers.Text;
using OrleansCare.Interop.Hl7.Text;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>The rows above the measurements, as far as they have come: OBX-18 is inherited downwards, the deepest one counts.</summary>
internal sealed class Containment(Hl7Message message)
{
    private readonly Dictionary<int, Dictionary<Place, (string Equipment, int Code)>> _systems = [];

    public void Add(Place place, Hl7Segment row)
    {
        if (place is { Vmd: 0, Channel: 0 } || !_systems.TryGetValue(place.System, out var rows))
        {
            _systems[place.System] = rows = [];
        }

        rows[place] = (EquipmentOf(row), Utf8Parser.TryParse(row[3].Component(1).Raw, out int code, out _) ? code : 0);
    }

    /// <param name="reporter">OBR of the measurement; empty: it has none.</param>
    public DeviceIdentity IdentityOf(Place place, Hl7Segment measurement, Hl7Segment reporter)
    {
        var own = EquipmentOf(measurement);
        var (system, code) = place.IsDotted ? Row(new Place(place.System, 0, 0, 0, 0, true)) : ("", 0);
        var deepest = FirstOf(own, Row(place with { Metric = 0, Facet = 0 }).Equipment, Row(new Place(place.System, place.Vmd, 0, 0, 0, place.IsDotted)).Equipment, system);
        return new DeviceIdentity(FirstOf(system, deepest, Reporter(reporter), Sender(), Bed()), deepest, code);
    }

    /// <summary>OBX-18 of EI type: the id, or the universal id where only that is given.</summary>
    private string EquipmentOf(Hl7Segment row)
    {
        var field = row[18];
        return field.HasContent ? FirstOf(Text(field.Component(1)), Text(field.Component(3)), Text(field.Component(2))) : "";
    }

    private string Reporter(Hl7Segment reporter)
    {
        var filler = reporter[3];
        return !filler.HasContent ? "" : FirstOf(Text(filler.Component(3)), filler.Component(4).Is("EUI-64"u8) ? Text(filler.Component(1)) : "", Text(filler.Component(2)));
    }

    private string Sender() => FirstOf(Text(message.Header[3].Component(2)), Text(message.Header[3].Component(1)));

    /// <summary>A gateway that names no device names the bed: it is the bed's monitor.</summary>
    private string Bed() => Text(message.Find("PV1"u8)[3]);

    private string Text(Hl7Value value) => value.HasContent ? value.ToText(message.CharacterSet).Trim() : "";

    private (string Equipment, int Code) Row(Place place) =>
        _systems.TryGetValue(place.System, out var rows) && rows.TryGetValue(place, out var row) ? row : ("", 0);

    private static string FirstOf(params ReadOnlySpan<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Length > 0)
            {
                return candidate;
            }
        }

        return "";
    }
}
