namespace OrleansCare.Onnx;

/// <summary>What is wrong; decides what the caller does. Frozen numbers.</summary>
public enum OnnxError
{
    /// <summary>The native library is absent, for another platform, or another version: nothing can be inferred on this machine.</summary>
    RuntimeUnavailable = 1,

    /// <summary>The bytes are no model, or one with unknown operators.</summary>
    BadModel = 2,

    /// <summary>The model has not exactly one float tensor in and one out, of fixed shape.</summary>
    UnsupportedSignature = 3,

    /// <summary>The spans do not have the model's lengths.</summary>
    WrongLength = 4,

    /// <summary>ONNX Runtime refused to run.</summary>
    RunFailed = 5,
}

public sealed class OnnxException : Exception
{
    public OnnxException(OnnxError error, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
    }

    public OnnxError Error { get; }
}
