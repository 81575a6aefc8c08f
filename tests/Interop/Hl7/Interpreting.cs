using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Profiles;
using OrleansCare.TestKit;

namespace OrleansCare.Interop.Tests.Hl7;

/// <summary>Messages through the shipped profiles, received on 1 March 2026 at noon UTC.</summary>
internal static class Interpreting
{
    public const string Pcd = Messages.Header + "|||NE|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO";

    public static readonly SiloTime Now = SiloTime.From(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public static ProfileLoader Loader { get; } = new(File.ReadAllText(Repository.PathOf("Edge.Silo", "Devices", "Profiles", ProfileLoader.SchemaFile)));

    public static ProfileCatalog Shipped { get; } = new(Loader.LoadFolder(Repository.PathOf("Edge.Silo", "Devices", "Profiles")));

    public static Interpretation Read(params string[] segments) => Read(Messages.Parse(segments));

    public static Interpretation Read(Hl7Message message, DeviceProfile? profile = null) => new Hl7Interpreter(Shipped, new Hl7Site()) { Profile = profile }.Interpret(message, Now);

    /// <summary>Quarantined elements as <c>OBX[1] UnknownCode</c>.</summary>
    public static string[] Refused(this Interpretation interpretation) =>
    [
        .. interpretation.Receipt.Elements.Where(element => element.Outcome == OrleansCare.Interop.Hl7.Receipts.ElementOutcome.Quarantined)
            .Select(element => $"{interpretation.Receipt.LocationOf(element)} {element.ReasonName}"),
    ];

    public static string OutcomeOf(this Interpretation interpretation, string place) =>
        interpretation.Receipt.Elements.Where(element => interpretation.Receipt.LocationOf(element).ToString() == place)
            .Select(element => $"{element.Outcome} {element.ReasonName}".Trim()).Single();
}
