namespace Orleans;

/// <summary>
/// A grain of this class receives every stream of the namespace, the one whose key is the stream's. It attaches its observer in
/// <c>OnActivateAsync</c>, by SubscribeAsync or ResumeAsync.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute(string streamNamespace) : Attribute
{
    internal string StreamNamespace { get; } = streamNamespace.Trim();
}
