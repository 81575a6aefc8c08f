using System.IO.Pipelines;
using Google.Protobuf;
using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc;

/// <summary>The messages of the other direction. Calls may overlap: they are written one after the other.</summary>
// The semaphore's wait handle is never made: nothing to dispose.
#pragma warning disable CA1001
public sealed class GrpcWriter<T>
#pragma warning restore CA1001
    where T : class, IMessage<T>
{
    private readonly PipeWriter _output;
    private readonly Func<Exception, Exception> _translate;
    private readonly CancellationToken _call;

    private readonly SemaphoreSlim _gate = new(1);

    internal GrpcWriter(PipeWriter output, Func<Exception, Exception> translate, CancellationToken call)
    {
        _output = output;
        _translate = translate;
        _call = call;
    }

    /// <summary>Completes when flow control has taken the message; waits while the peer does not read.</summary>
    public async ValueTask WriteAsync(T message)
    {
        try
        {
            await _gate.WaitAsync(_call);
        }
        catch (OperationCanceledException ended)
        {
            throw _translate(ended);
        }

        try
        {
            MessageFrame.Write(_output, message);
            FlushResult flushed = await _output.FlushAsync(_call);
            if (flushed.IsCompleted)
            {
                throw new IOException("The peer has ended the stream.");
            }
        }
        catch (Exception failure)
        {
            throw _translate(failure);
        }
        finally
        {
            _gate.Release();
        }
    }
}
