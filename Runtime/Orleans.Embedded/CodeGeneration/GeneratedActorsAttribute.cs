namespace Orleans.CodeGeneration;

/// <summary>Says that an assembly registers proxies, grain classes or copiers when its module is initialized.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GeneratedActorsAttribute : Attribute;

/// <summary>Tells compilations that reference this assembly which types it can carry by a converter.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ConvertedTypeAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
