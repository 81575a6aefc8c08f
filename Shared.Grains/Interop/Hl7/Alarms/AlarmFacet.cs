using System.Buffers.Text;
using OrleansCare.Interop.Hl7.Observations;

namespace OrleansCare.Interop.Hl7.Alarms;

/// <summary>The OBX of a PCD-04 alarm by what it says. The numbers are the last ones of OBX-4.</summary>
internal enum AlarmFacet
{
    None = 0,
    Event = 1,
    Source = 2,
    Phase = 3,
    State = 4,
    Inactivation = 5,
    Priority = 6,
    Type = 7,
}

internal static class AlarmFacets
{
    /// <summary>The code decides: 68480 to 68485, or 68164 to 68168 of older senders for facets 2 to 6. Where it says nothing, the place does.</summary>
    public static AlarmFacet Of(Hl7Segment row, Place place)
    {
        var code = Utf8Parser.TryParse(row[3].Component(1).Raw, out int number, out _) ? number : 0;
        return code switch
        {
            >= 68480 and <= 68485 => (AlarmFacet)(code - 68480 + 2),
            >= 68164 and <= 68168 => (AlarmFacet)(code - 68164 + 2),
            _ => place.Facet is 1 or 2 ? (AlarmFacet)place.Facet : ByName(row[3].Component(2)),
        };
    }

    private static AlarmFacet ByName(Hl7Value name) => name switch
    {
        _ when name.Raw.EndsWith("EVENT_PHASE"u8) => AlarmFacet.Phase,
        _ when name.Raw.EndsWith("ALARM_STATE"u8) || name.Raw.EndsWith("ALERT_STATE"u8) => AlarmFacet.State,
        _ when name.Raw.EndsWith("INACTIVATION_STATE"u8) => AlarmFacet.Inactivation,
        _ when name.Raw.EndsWith("ALARM_PRIORITY"u8) || name.Raw.EndsWith("ALERT_PRIORITY"u8) => AlarmFacet.Priority,
        _ when name.Raw.EndsWith("ALERT_TYPE"u8) => AlarmFacet.Type,
        _ when name.Raw.EndsWith("ALERT_SOURCE"u8) => AlarmFacet.Source,
        _ => AlarmFacet.None,
    };
}
