using System.Reflection;
using System.Text;
using System.Text.Json;

namespace OrleansCare.Interop.Deidentification;

/// <summary>Reads a policy and refuses one that could let an identifier through or that means something unclear.</summary>
public static class PolicyLoader
{
    /// <summary>Elements that carry identifiers or free text in every resource; no policy may list them.</summary>
    private static readonly string[] Never = ["id", "meta", "text", "contained", "extension", "modifierExtension", "identifier", "note", "display", "performer", "device"];

    public static DeidentificationPolicy LoadObservationV1()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("policies/observation-v1.json")
            ?? throw new InvalidPolicyException("The policy observation-v1 is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        return Load(document.RootElement);
    }

    /// <exception cref="InvalidPolicyException">The policy is refused; the message says where and why.</exception>
    public static DeidentificationPolicy Load(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Load(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new InvalidPolicyException($"The policy is not JSON: {broken.Message}");
        }
    }

    private static DeidentificationPolicy Load(JsonElement policy)
    {
        var name = Text(policy, "name");
        var basis = Text(policy, "basis");
        if (Member(policy, "version", JsonValueKind.Number) is var number && (!number.TryGetInt32(out var version) || version < 1))
        {
            throw new InvalidPolicyException("version must be a whole number from 1.");
        }

        var resources = Member(policy, "resources", JsonValueKind.Object).EnumerateObject().Select(resource => LoadResource(policy, resource, basis)).ToList();
        return resources.Count == 0 ? throw new InvalidPolicyException("resources is empty.") : new DeidentificationPolicy(name, version, basis, resources);
    }

    private static ResourceRules LoadResource(JsonElement policy, JsonProperty resource, string basis)
    {
        var root = new ElementNode(resource.Name, isArray: false);
        var leaves = new Dictionary<string, ElementNode>(StringComparer.Ordinal);
        foreach (var element in Member(resource.Value, "elements", JsonValueKind.Object).EnumerateObject())
        {
            var leaf = Place(root, element.Name);
            if (leaf.Rule is not null || leaf.Members.Count > 0)
            {
                throw new InvalidPolicyException($"{element.Name} is listed twice, or both as a value and with members.");
            }

            leaf.Rule = LoadRule(policy, element);
            if (leaf.Rule is ElementRule.ShiftedTime && basis != "expert-determination")
            {
                throw new InvalidPolicyException($"{element.Name} keeps a date; only the basis expert-determination allows that.");
            }

            leaves.Add(element.Name, leaf);
        }

        var required = Member(resource.Value, "required", JsonValueKind.Array).EnumerateArray().Select(item => item.GetString()!).ToList();
        for (var i = 0; i < required.Count; i++)
        {
            if (!leaves.TryGetValue(required[i], out var leaf))
            {
                throw new InvalidPolicyException($"{required[i]} is required but not listed.");
            }

            leaf.RequiredIndex = i;
        }

        return new ResourceRules(resource.Name, root, required);
    }

    private static ElementNode Place(ElementNode root, string path)
    {
        var node = root;
        foreach (var step in path.Split('.'))
        {
            var isArray = step.EndsWith("[]", StringComparison.Ordinal);
            var name = isArray ? step[..^2] : step;
            if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit))
            {
                throw new InvalidPolicyException($"{path} is no element path.");
            }

            if (Array.IndexOf(Never, name) >= 0)
            {
                throw new InvalidPolicyException($"{path}: {name} may never pass.");
            }

            var next = node.Members.Find(member => member.Name == name);
            if (next is null)
            {
                if (node.Rule is not null)
                {
                    throw new InvalidPolicyException($"{path}: {node.Name} is listed as a value.");
                }

                next = new ElementNode(name, isArray);
                node.Members.Add(next);
            }
            else if (next.IsArray != isArray)
            {
                throw new InvalidPolicyException($"{path}: {name} is listed both as a list and not.");
            }

            node = next;
        }

        return node;
    }

    private static ElementRule LoadRule(JsonElement policy, JsonProperty element)
    {
        if (element.Value.ValueKind != JsonValueKind.Object || element.Value.EnumerateObject().Count() != 1)
        {
            throw new InvalidPolicyException($"{element.Name} needs exactly one rule.");
        }

        var rule = element.Value.EnumerateObject().First();
        return (rule.Name, rule.Value.ValueKind) switch
        {
            ("oneOf", JsonValueKind.String) => LoadSet(policy, rule.Value.GetString()!),
            ("number", JsonValueKind.Array) when rule.Value.GetArrayLength() == 2
                && rule.Value[0].TryGetDouble(out var lowest) && rule.Value[1].TryGetDouble(out var highest) && lowest < highest
                => new ElementRule.Number(lowest, highest),
            ("time", JsonValueKind.String) when rule.Value.GetString() == "shift" => new ElementRule.ShiftedTime(),
            ("pseudonym", JsonValueKind.String) => new ElementRule.Pseudonym(rule.Value.GetString()!),
            _ => throw new InvalidPolicyException($"{element.Name}: {rule.Name} is no rule, or not with this value."),
        };
    }

    private static ElementRule.OneOf LoadSet(JsonElement policy, string name)
    {
        if (!Member(policy, "sets", JsonValueKind.Object).TryGetProperty(name, out var set) || set.ValueKind != JsonValueKind.Array || set.GetArrayLength() == 0)
        {
            throw new InvalidPolicyException($"The set {name} is missing or empty.");
        }

        if (set.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.String))
        {
            throw new InvalidPolicyException($"The set {name} holds something that is no string.");
        }

        return new ElementRule.OneOf([.. set.EnumerateArray().Select(value => Encoding.UTF8.GetBytes(value.GetString()!))]);
    }

    private static string Text(JsonElement parent, string name) => Member(parent, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new InvalidPolicyException($"{name} is missing or not a {kind}.");
}
