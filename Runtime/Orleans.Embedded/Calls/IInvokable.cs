using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call as filters may read it.</summary>
public interface IInvokable
{
    int GetArgumentCount();

    object? GetArgument(int index);

    string GetMethodName();

    string GetInterfaceName();

    MethodInfo GetMethod();

    TimeSpan? GetDefaultResponseTimeout();
}
