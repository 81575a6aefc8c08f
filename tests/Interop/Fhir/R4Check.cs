using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansCare.Interop.Tests.Fhir;

/// <summary>What R4 asks of an Observation, as far as ours use it: required elements, types, vs-1, vs-2, vs-3, obs-6, obs-7, and the fixed codes of the vital-sign profiles.</summary>
internal static partial class R4Check
{
    private static readonly HashSet<string> Members =
    [
        "resourceType", "id", "meta", "text", "extension", "identifier", "status", "category", "code", "subject", "effectiveDateTime", "effectivePeriod", "issued",
        "device", "valueQuantity", "valueInteger", "component", "derivedFrom",
    ];

    private static readonly Dictionary<string, string> FixedUnits = new()
    {
        ["8867-4"] = "/min",
        ["9279-1"] = "/min",
        ["2708-6"] = "%",
        ["8310-5"] = "Cel",
        ["8480-6"] = "mm[Hg]",
        ["8462-4"] = "mm[Hg]",
        ["8478-0"] = "mm[Hg]",
    };

    public static IReadOnlyList<string> Observation(JsonElement resource)
    {
        var problems = new List<string>();
        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        NoEmptyParts(resource, "Observation", problems);
        foreach (var member in resource.EnumerateObject())
        {
            Require(Members.Contains(member.Name), $"{member.Name} is no member we know");
        }

        Require(Text(resource, "resourceType") == "Observation", "resourceType");
        Require(Text(resource, "status") is "registered" or "preliminary" or "final" or "amended" or "corrected" or "cancelled" or "entered-in-error" or "unknown", "status");
        Require(resource.TryGetProperty("code", out var code) && Codings(code).Count > 0, "code 1..1");
        Require(resource.TryGetProperty("subject", out var subject) && ReferencePattern().IsMatch(Text(subject, "reference") ?? ""), "subject.reference");
        if (resource.TryGetProperty("effectivePeriod", out var period))
        {
            var start = Text(period, "start");
            var end = Text(period, "end");
            Require(start is not null && DateTimePattern().IsMatch(start), "effectivePeriod.start");
            Require(end is null || DateTimePattern().IsMatch(end), "effectivePeriod.end");
            Require(end is null || DateTimeOffset.Parse(start!, null) <= DateTimeOffset.Parse(end, null), "per-1: start after end");
        }

        Require(Text(resource, "issued") is not { } issued || InstantPattern().IsMatch(issued), "issued is no instant");
        Quantity(resource, problems, "valueQuantity");
        foreach (var component in resource.TryGetProperty("component", out var components) ? components.EnumerateArray() : default)
        {
            Require(component.TryGetProperty("code", out var part) && Codings(part).Count > 0, "component.code 1..1");
            Require(HasValue(component), "vs-3: component without value");
            Quantity(component, problems, "component.valueQuantity");
        }

        if (!Categories(resource).Contains("vital-signs"))
        {
            return problems;
        }

        Require(resource.TryGetProperty("effectivePeriod", out _) || resource.TryGetProperty("effectiveDateTime", out _), "vs-1: effective[x] 1..1");
        Require(HasValue(resource) || resource.TryGetProperty("component", out _), "vs-2: neither value nor component");
        var loinc = Codings(code).Where(c => c.System == "http://loinc.org").Select(c => c.Code).ToList();
        var fixedCode = loinc.Find(FixedUnits.ContainsKey);
        Require(fixedCode is not null, "no code of a vital-sign profile");
        Require(fixedCode is null || Text(resource.GetProperty("valueQuantity"), "code") == FixedUnits[fixedCode], $"unit of {fixedCode}");
        Require(!loinc.Contains("85354-9"), "bp has no value");
        Require(!loinc.Contains("2708-6") || loinc.Contains("59408-5"), "oxygensat names the method too");
        return problems;
    }

    public static List<(string System, string Code)> Codings(JsonElement concept) =>
        [.. concept.GetProperty("coding").EnumerateArray().Select(c => (Text(c, "system")!, Text(c, "code")!))];

    private static List<string> Categories(JsonElement resource) =>
        resource.TryGetProperty("category", out var category) ? [.. category.EnumerateArray().SelectMany(Codings).Select(c => c.Code)] : [];

    private static bool HasValue(JsonElement element) =>
        element.EnumerateObject().Count(member => member.Name.StartsWith("value", StringComparison.Ordinal)) == 1;

    private static void Quantity(JsonElement element, List<string> problems, string where)
    {
        if (element.TryGetProperty("valueQuantity", out var quantity)
            && (Text(quantity, "system") != "http://unitsofmeasure.org" || Text(quantity, "code") is null || Text(quantity, "unit") is null
                || quantity.GetProperty("value").ValueKind != JsonValueKind.Number))
        {
            problems.Add($"{where} lacks value, unit, system or code");
        }
    }

    private static void NoEmptyParts(JsonElement element, string where, List<string> problems)
    {
        if ((element.ValueKind == JsonValueKind.Object && !element.EnumerateObject().Any())
            || (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0)
            || (element.ValueKind == JsonValueKind.String && element.GetString()!.Length == 0)
            || element.ValueKind == JsonValueKind.Null)
        {
            problems.Add($"{where} is empty");
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                NoEmptyParts(member.Value, $"{where}.{member.Name}", problems);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                NoEmptyParts(item, $"{where}[]", problems);
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}$")]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$")]
    private static partial Regex DateTimePattern();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex InstantPattern();
}
