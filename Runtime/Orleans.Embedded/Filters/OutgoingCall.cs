using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace Orleans;

internal class OutgoingCall : FilteredCall, IOutgoingGrainCallContext
{
    private readonly Request _request;
    private readonly IOutgoingGrainCallFilter[] _filters;

    protected OutgoingCall(Request request, GrainReference reference, IOutgoingGrainCallFilter[] filters)
        : base(request)
    {
        _request = request;
        _filters = filters;
        Reference = reference;
        SourceContext = SynchronizationContext.Current as Activation;
        SourceId = SourceContext?.GrainId;
        TargetId = reference.GrainId;
    }

    public override object Grain => Reference;

    public IGrainContext? SourceContext { get; }

    public override object? Result { get; set; }

    protected GrainReference Reference { get; }

    public static async ValueTask SendAsync(VoidRequest request, GrainReference reference, IOutgoingGrainCallFilter[] filters) =>
        await new OutgoingCall(request, reference, filters).Invoke();

    protected override Task InvokeAt(int index) => index < _filters.Length ? _filters[index].Invoke(this) : SendNow();

    protected virtual Task SendNow() => ((VoidRequest)_request).SendNow(Reference).AsTask();
}

internal sealed class OutgoingCall<TResult> : OutgoingCall
{
    private readonly Request<TResult> _request;
    private TResult _result = default!;

    private OutgoingCall(Request<TResult> request, GrainReference reference, IOutgoingGrainCallFilter[] filters)
        : base(request, reference, filters) => _request = request;

    public override object? Result
    {
        get => _result;
        set => _result = (TResult)value!;
    }

    public static async ValueTask<TResult> SendAsync(Request<TResult> request, GrainReference reference, IOutgoingGrainCallFilter[] filters)
    {
        var call = new OutgoingCall<TResult>(request, reference, filters);
        await call.Invoke();
        return call._result;
    }

    protected override async Task SendNow() => _result = await _request.SendNow(Reference);
}
