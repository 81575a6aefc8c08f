using System.Reflection;

namespace Orleans.CodeGeneration;

[Flags]
public enum CallTraits
{
    None = 0,
    OneWay = 1,
    ReadOnly = 2,
    AlwaysInterleave = 4,
}

/// <summary>What all calls of one interface method have in common.</summary>
public sealed class RequestShape(string interfaceName, string methodName, CallTraits traits, string? responseTimeout, Func<MethodInfo> findMethod)
{
    private MethodInfo? _method;

    public string InterfaceName => interfaceName;

    public string MethodName => methodName;

    public CallTraits Traits => traits;

    public TimeSpan? ResponseTimeout { get; } =
        responseTimeout is null ? null : TimeSpan.Parse(responseTimeout, System.Globalization.CultureInfo.InvariantCulture);

    public MethodInfo Method => _method ??= findMethod();
}
