using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace Orleans;

internal class IncomingCall : FilteredCall, IIncomingGrainCallContext
{
    private readonly Request _request;
    private readonly Activation _activation;

    protected IncomingCall(Request request, Activation activation)
        : base(request)
    {
        _request = request;
        _activation = activation;
        SourceId = request.Source?.GrainId;
        TargetId = activation.GrainId;
    }

    public override object Grain => _activation.GrainInstance!;

    public IGrainContext TargetContext => _activation;

    public override object? Result { get; set; }

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = Grain.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    public static async ValueTask RunAsync(VoidRequest request, Activation activation) => await new IncomingCall(request, activation).Invoke();

    protected override Task InvokeAt(int index)
    {
        var filters = _activation.Silo.IncomingFilters;
        if (index < filters.Length)
        {
            return filters[index].Invoke(this);
        }

        return index == filters.Length && Grain is IIncomingGrainCallFilter grain ? grain.Invoke(this) : InvokeMethod();
    }

    protected virtual Task InvokeMethod() => ((VoidRequest)_request).InvokeNow(Grain).AsTask();
}

internal sealed class IncomingCall<TResult> : IncomingCall
{
    private readonly Request<TResult> _request;
    private TResult _result = default!;

    private IncomingCall(Request<TResult> request, Activation activation)
        : base(request, activation) => _request = request;

    public override object? Result
    {
        get => _result;
        set => _result = (TResult)value!;
    }

    public static async ValueTask<TResult> RunAsync(Request<TResult> request, Activation activation)
    {
        var call = new IncomingCall<TResult>(request, activation);
        await call.Invoke();
        return call._result;
    }

    protected override async Task InvokeMethod() => _result = await _request.InvokeNow(Grain);
}
