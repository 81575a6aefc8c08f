using Orleans.Runtime;

namespace Orleans.Serialization;

public sealed class CodecNotFoundException : OrleansException
{
    public CodecNotFoundException(string message)
        : base(message)
    {
    }
}
