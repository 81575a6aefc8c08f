using System.Runtime.InteropServices;

namespace OrleansCare.Onnx;

/// <summary>Runs a model on buffers bound once: no managed byte per inference. For one thread at a time; disposing clears the buffers.</summary>
public sealed unsafe class OnnxSession : IDisposable
{
    private const nuint Alignment = 64;

    private readonly OrtApi _api;
    private readonly SessionHandle _session;
    private readonly nint _native;
    private readonly int _inputLength;
    private readonly int _outputLength;
    private Bound* _bound;

    internal OnnxSession(OrtApi api, OnnxModel model, SessionHandle session)
    {
        var held = false;
        session.DangerousAddRef(ref held);
        _api = api;
        _session = session;
        _native = session.DangerousGetHandle();
        _inputLength = model.InputLength;
        _outputLength = model.OutputLength;
        _bound = (Bound*)NativeMemory.AllocZeroed((nuint)sizeof(Bound));
        try
        {
            _bound->Input = Buffer(_inputLength);
            _bound->Output = Buffer(_outputLength);
            _bound->InputName = (byte*)Marshal.StringToCoTaskMemUTF8(model.InputName);
            _bound->OutputName = (byte*)Marshal.StringToCoTaskMemUTF8(model.OutputName);
            _bound->InputValue = Tensor(_bound->Input, _inputLength, model.InputShape);
            _bound->OutputValue = Tensor(_bound->Output, _outputLength, model.OutputShape);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int InputLength => _inputLength;

    public int OutputLength => _outputLength;

    /// <exception cref="OnnxException">WrongLength or RunFailed.</exception>
    public void Run(ReadOnlySpan<float> input, Span<float> output)
    {
        var bound = _bound;
        ObjectDisposedException.ThrowIf(bound == null, this);
        if (input.Length != _inputLength || output.Length != _outputLength)
        {
            ThrowLength(input.Length, output.Length);
        }

        input.CopyTo(new Span<float>(bound->Input, _inputLength));
        var status = _api.Run(_native, 0, &bound->InputName, &bound->InputValue, 1, &bound->OutputName, 1, &bound->OutputValue);
        _api.Check(status, OnnxError.RunFailed);
        new ReadOnlySpan<float>(bound->Output, _outputLength).CopyTo(output);
    }

    public void Dispose()
    {
        var bound = _bound;
        if (bound == null)
        {
            return;
        }

        _bound = null;
        Release(bound->InputValue);
        Release(bound->OutputValue);
        Free(bound->Input, _inputLength);
        Free(bound->Output, _outputLength);
        Marshal.FreeCoTaskMem((nint)bound->InputName);
        Marshal.FreeCoTaskMem((nint)bound->OutputName);
        NativeMemory.Free(bound);
        _session.DangerousRelease();
    }

    private static float* Buffer(int length)
    {
        var buffer = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), Alignment);
        NativeMemory.Clear(buffer, (nuint)length * sizeof(float));
        return buffer;
    }

    private static void Free(float* buffer, int length)
    {
        if (buffer != null)
        {
            NativeMemory.Clear(buffer, (nuint)length * sizeof(float));
            NativeMemory.AlignedFree(buffer);
        }
    }

    private nint Tensor(float* data, int length, IReadOnlyList<long> shape)
    {
        const int floatElements = 1;
        nint value;
        var dimensions = stackalloc long[shape.Count];
        for (var i = 0; i < shape.Count; i++)
        {
            dimensions[i] = shape[i];
        }

        _api.Check(
            _api.CreateTensorWithData(_api.CpuMemory, data, (nuint)length * sizeof(float), dimensions, (nuint)shape.Count, floatElements, &value),
            OnnxError.UnsupportedSignature);
        return value;
    }

    private void Release(nint value)
    {
        if (value != 0)
        {
            _api.ReleaseValue(value);
        }
    }

    private void ThrowLength(int input, int output)
        => throw new OnnxException(OnnxError.WrongLength, $"The model takes {_inputLength} floats and gives {_outputLength}; the spans hold {input} and {output}.");

    private struct Bound
    {
        public float* Input;
        public float* Output;
        public byte* InputName;
        public byte* OutputName;
        public nint InputValue;
        public nint OutputValue;
    }
}
