namespace OrleansCare.Interop.Deidentification;

/// <summary>What may pass at one element. Everything else is dropped.</summary>
internal abstract record ElementRule
{
    /// <summary>One of these strings exactly.</summary>
    public sealed record OneOf(IReadOnlyList<byte[]> Values) : ElementRule;

    /// <summary>A number within the bounds, rounded to a thousandth: longer fractions can carry a number that is no measurement.</summary>
    public sealed record Number(double Lowest, double Highest) : ElementRule;

    /// <summary>A time exact to the second or better, moved by the stay's shift.</summary>
    public sealed record ShiftedTime : ElementRule;

    /// <summary>Whatever stands here becomes {type}/{pseudonym}.</summary>
    public sealed record Pseudonym(string ResourceType) : ElementRule;
}

/// <summary>One step of an element's path: members below it, or a rule.</summary>
internal sealed class ElementNode(string name, bool isArray)
{
    public string Name { get; } = name;

    public bool IsArray { get; } = isArray;

    public ElementRule? Rule { get; set; }

    /// <summary>Position in <see cref="ResourceRules.Required"/>, or -1.</summary>
    public int RequiredIndex { get; set; } = -1;

    public List<ElementNode> Members { get; } = [];
}

internal sealed record ResourceRules(string ResourceType, ElementNode Root, IReadOnlyList<string> Required);
