using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc.Client;

/// <summary>A request body that stays open until <see cref="Complete"/>.</summary>
internal sealed class RequestStream : HttpContent
{
    private readonly TaskCompletionSource<PipeWriter> _writer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RequestStream()
    {
        Headers.ContentType = new MediaTypeHeaderValue(GrpcHeaders.ContentType);
    }

    /// <summary>Comes when the request's headers are on their way; faults when the call never got that far.</summary>
    public Task<PipeWriter> Writer => _writer.Task;

    public void Complete() => _completed.TrySetResult();

    public void Fail(Exception failure)
    {
        _writer.TrySetException(failure);
        _ = _writer.Task.Exception;
        _completed.TrySetResult();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            // Without this the headers would wait for the first message.
            await stream.FlushAsync(cancellationToken);
        }
        catch (Exception ended)
        {
            // The server may have answered already.
            Fail(ended);
            throw;
        }

        _writer.TrySetResult(PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)));
        await _completed.Task.WaitAsync(cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
