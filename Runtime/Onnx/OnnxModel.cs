using System.Runtime.InteropServices;

namespace OrleansCare.Onnx;

/// <summary>
/// A loaded model with one float tensor in and one out, both of fixed shape (a free first dimension is a batch and becomes 1).
/// Shared by any number of <see cref="OnnxSession"/>s and threads.
/// </summary>
public sealed unsafe class OnnxModel : IDisposable
{
    private const int FloatElements = 1;
    private const int MaxDimensions = 8;
    private const long MaxElements = 1 << 24;

    private readonly OrtApi _api;
    private readonly SessionHandle _session;

    private OnnxModel(OrtApi api, SessionHandle session)
    {
        _api = api;
        _session = session;
        var handle = session.DangerousGetHandle();
        nuint inputs, outputs;
        api.Check(api.SessionGetInputCount(handle, &inputs), OnnxError.UnsupportedSignature);
        api.Check(api.SessionGetOutputCount(handle, &outputs), OnnxError.UnsupportedSignature);
        if (inputs != 1 || outputs != 1)
        {
            throw new OnnxException(OnnxError.UnsupportedSignature, $"The model has {inputs} inputs and {outputs} outputs; one of each is run here.");
        }

        InputShape = Shape(input: true);
        OutputShape = Shape(input: false);
        InputName = Name(input: true);
        OutputName = Name(input: false);
    }

    public string InputName { get; }

    public string OutputName { get; }

    public IReadOnlyList<long> InputShape { get; }

    public IReadOnlyList<long> OutputShape { get; }

    public int InputLength => Length(InputShape);

    public int OutputLength => Length(OutputShape);

    /// <exception cref="OnnxException">RuntimeUnavailable, BadModel or UnsupportedSignature.</exception>
    public static OnnxModel Load(ReadOnlySpan<byte> model)
    {
        var api = OrtApi.Get();
        if (model.IsEmpty)
        {
            throw new OnnxException(OnnxError.BadModel, "The model is empty.");
        }

        var session = new SessionHandle(api, api.CreateSession(model));
        try
        {
            return new OnnxModel(api, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A runner with its own buffers, for one thread at a time.</summary>
    public OnnxSession CreateSession() => new(_api, this, _session);

    /// <summary>Sessions that are still open keep the native model until they are disposed.</summary>
    public void Dispose() => _session.Dispose();

    private static int Length(IReadOnlyList<long> shape)
    {
        var length = 1L;
        foreach (var dimension in shape)
        {
            length *= dimension;
        }

        return (int)length;
    }

    private long[] Shape(bool input)
    {
        var handle = _session.DangerousGetHandle();
        nint type, tensor;
        _api.Check((input ? _api.SessionGetInputTypeInfo : _api.SessionGetOutputTypeInfo)(handle, 0, &type), OnnxError.UnsupportedSignature);
        try
        {
            _api.Check(_api.CastTypeInfoToTensorInfo(type, &tensor), OnnxError.UnsupportedSignature);
            int element = 0;
            nuint count = 0;
            if (tensor != 0)
            {
                _api.Check(_api.GetTensorElementType(tensor, &element), OnnxError.UnsupportedSignature);
                _api.Check(_api.GetDimensionsCount(tensor, &count), OnnxError.UnsupportedSignature);
            }

            if (element != FloatElements || count is 0 or > MaxDimensions)
            {
                throw new OnnxException(OnnxError.UnsupportedSignature, $"The model's {(input ? "input" : "output")} is no float tensor of 1 to {MaxDimensions} dimensions.");
            }

            var shape = new long[count];
            fixed (long* dimensions = shape)
            {
                _api.Check(_api.GetDimensions(tensor, dimensions, count), OnnxError.UnsupportedSignature);
            }

            return Fix(shape);
        }
        finally
        {
            _api.ReleaseTypeInfo(type);
        }
    }

    private static long[] Fix(long[] shape)
    {
        if (shape[0] < 0)
        {
            shape[0] = 1;
        }

        var elements = 1L;
        foreach (var dimension in shape)
        {
            if (dimension < 1 || elements > MaxElements / dimension)
            {
                throw new OnnxException(OnnxError.UnsupportedSignature, $"The model's shape [{string.Join(", ", shape)}] is open or larger than {MaxElements} elements.");
            }

            elements *= dimension;
        }

        return shape;
    }

    private string Name(bool input)
    {
        nint allocator;
        byte* name;
        _api.Check(_api.GetAllocator(&allocator), OnnxError.UnsupportedSignature);
        _api.Check((input ? _api.SessionGetInputName : _api.SessionGetOutputName)(_session.DangerousGetHandle(), 0, allocator, &name), OnnxError.UnsupportedSignature);
        var text = Marshal.PtrToStringUTF8((nint)name)!;
        _api.Check(_api.AllocatorFree(allocator, name), OnnxError.UnsupportedSignature);
        return text;
    }
}

internal sealed unsafe class SessionHandle : SafeHandle
{
    private readonly OrtApi _api;

    public SessionHandle(OrtApi api, nint session)
        : base(0, ownsHandle: true)
    {
        _api = api;
        SetHandle(session);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _api.ReleaseSession(handle);
        return true;
    }
}
