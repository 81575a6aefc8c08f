using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc;

/// <summary>The messages of one direction of a call. One reader at a time.</summary>
public sealed class GrpcReader<T>
    where T : class, IMessage<T>
{
    private readonly PipeReader _input;
    private readonly MessageParser<T> _parser;
    private readonly int _maxMessageLength;
    private readonly Func<Exception, Exception> _translate;
    private readonly CancellationToken _call;

    internal GrpcReader(PipeReader input, MessageParser<T> parser, int maxMessageLength, Func<Exception, Exception> translate, CancellationToken call)
    {
        _input = input;
        _parser = parser;
        _maxMessageLength = maxMessageLength;
        _translate = translate;
        _call = call;
    }

    /// <summary>The next message, or null when the peer has sent its last. Ends with the call (cancellation, deadline).</summary>
    /// <exception cref="GrpcException">Too large, malformed, or cut off.</exception>
    public async ValueTask<T?> ReadAsync()
    {
        while (true)
        {
            ReadResult read;
            try
            {
                read = await _input.ReadAsync(_call);
            }
            catch (Exception failure)
            {
                throw _translate(failure);
            }

            ReadOnlySequence<byte> buffer = read.Buffer;
            if (MessageFrame.TryRead(ref buffer, _maxMessageLength, out ReadOnlySequence<byte> message))
            {
                T parsed = Parse(message);
                _input.AdvanceTo(buffer.Start);
                return parsed;
            }

            bool cutOff = !buffer.IsEmpty;
            _input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return cutOff ? throw new GrpcException(StatusCode.Internal, "The stream ended inside a message.") : null;
            }
        }
    }

    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync() is { } message)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return message;
        }
    }

    private T Parse(ReadOnlySequence<byte> message)
    {
        try
        {
            return _parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new GrpcException(StatusCode.Internal, "A message is not valid protobuf.", malformed);
        }
    }
}
