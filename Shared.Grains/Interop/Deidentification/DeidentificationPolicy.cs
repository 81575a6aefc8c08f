namespace OrleansCare.Interop.Deidentification;

/// <summary>A versioned allow-list by resource type and element. Made only by <see cref="PolicyLoader"/>.</summary>
public sealed class DeidentificationPolicy
{
    private readonly IReadOnlyList<ResourceRules> _resources;

    internal DeidentificationPolicy(string name, int version, string basis, IReadOnlyList<ResourceRules> resources)
    {
        Name = name;
        Version = version;
        Basis = basis;
        _resources = resources;
    }

    public string Name { get; }

    public int Version { get; }

    /// <summary>Under which rule the result counts as de-identified: expert-determination (45 CFR 164.514(b)(1)).</summary>
    public string Basis { get; }

    internal ResourceRules? Find(string resourceType) =>
        _resources.FirstOrDefault(resource => string.Equals(resource.ResourceType, resourceType, StringComparison.Ordinal));
}
