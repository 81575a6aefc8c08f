using OrleansCare.Interop.Hl7.Admissions;

namespace OrleansCare.Edge.Association;

/// <summary>PV1-3 as the label of a bed: ward, room and bed joined by dashes, parts that are empty left out: ICU^^03 is ICU-03.</summary>
internal static class BedLabel
{
    public static string? Of(Stated<BedLocation> location) => location.Value is { } place && place.Bed.Length > 0
        ? string.Join('-', new[] { place.PointOfCare, place.Room, place.Bed }.Where(part => part.Length > 0))
        : null;

    /// <summary>The point of care; empty when it is not said.</summary>
    public static string WardOf(Stated<BedLocation> location) => location.Value?.PointOfCare ?? "";
}
