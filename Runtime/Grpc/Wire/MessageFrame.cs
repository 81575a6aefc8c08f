using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace OrleansCare.Grpc.Wire;

/// <summary>Length-Prefixed-Message: compressed flag (1 byte, 0 or 1) | length (4 bytes, high first) | message.</summary>
internal static class MessageFrame
{
    private const int PrefixLength = 5;

    /// <summary>False: bytes are missing. The length is judged as soon as it is there.</summary>
    /// <exception cref="GrpcException">The frame cannot be accepted; the call must end.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxLength, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (buffer.Length < PrefixLength)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            throw new GrpcException(StatusCode.Internal, "A message is marked as compressed, but no grpc-encoding was agreed.");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > (uint)maxLength)
        {
            throw new GrpcException(StatusCode.ResourceExhausted, $"A message of {length} bytes is above the limit of {maxLength}.");
        }

        if (buffer.Length < PrefixLength + length)
        {
            return false;
        }

        message = buffer.Slice(PrefixLength, length);
        buffer = buffer.Slice(PrefixLength + length);
        return true;
    }

    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        Span<byte> prefix = output.GetSpan(PrefixLength);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], message.CalculateSize());
        output.Advance(PrefixLength);
        message.WriteTo(output);
    }
}
