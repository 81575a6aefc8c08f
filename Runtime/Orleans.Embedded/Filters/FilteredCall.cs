using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>Walks one call through its filters; each <see cref="Invoke"/> goes one filter further, the last one to the method.</summary>
internal abstract class FilteredCall(Request request) : IGrainCallContext
{
    private int _next;

    public IInvokable Request => request;

    public abstract object Grain { get; }

    public GrainId? SourceId { get; protected init; }

    public GrainId TargetId { get; protected init; }

    public string InterfaceName => request.Shape.InterfaceName;

    public string MethodName => request.Shape.MethodName;

    public MethodInfo InterfaceMethod => request.Shape.Method;

    public abstract object? Result { get; set; }

    public Task Invoke() => InvokeAt(_next++);

    protected abstract Task InvokeAt(int index);
}
