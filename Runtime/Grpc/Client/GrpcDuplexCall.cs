using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc.Client;

/// <summary>One call. Writing and reading go on independently; each direction is used by one caller at a time.</summary>
public sealed class GrpcDuplexCall<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly RequestStream _body = new();
    private readonly MessageParser<TResponse> _parser;
    private readonly int _maxMessageLength;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _ending;
    private readonly Task<HttpResponseMessage> _response;
    private GrpcWriter<TRequest>? _writer;
    private GrpcReader<TResponse>? _reader;

    internal GrpcDuplexCall(
        HttpMessageInvoker http,
        HttpRequestMessage request,
        MessageParser<TResponse> parser,
        TimeSpan? timeout,
        GrpcChannelOptions options,
        CancellationToken cancellationToken)
    {
        _parser = parser;
        _maxMessageLength = options.MaxMessageLength;
        _deadline = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, options.Time);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellationToken);
        request.Content = _body;
        _response = SendAsync(http, request);

        // Once the headers are here HttpClient only ends the reading; it is the disposal that resets the stream and so tells the server.
        _ending.Token.UnsafeRegister(static self => _ = ((GrpcDuplexCall<TRequest, TResponse>)self!).ResetAsync(), this);
    }

    /// <summary>Completes when flow control has taken the message.</summary>
    /// <exception cref="GrpcException">The call has ended. If the server ended it, <see cref="ReadAsync"/> tells why.</exception>
    public async ValueTask WriteAsync(TRequest message)
    {
        _writer ??= new GrpcWriter<TRequest>(await OpenAsync(), Translate, _ending.Token);
        await _writer.WriteAsync(message);
    }

    /// <summary>No more messages will follow; reading goes on.</summary>
    public void Complete() => _body.Complete();

    /// <summary>The next message; null when the server has ended the call with OK.</summary>
    /// <exception cref="GrpcException">It ended with another status.</exception>
    public async ValueTask<TResponse?> ReadAsync()
    {
        HttpResponseMessage response = await _response;
        if (_reader is null)
        {
            CallStatus.ThrowIfRefused(response);
            _reader = new GrpcReader<TResponse>(PipeReader.Create(await BodyOf(response)), _parser, _maxMessageLength, Translate, _ending.Token);
        }

        TResponse? message = await _reader.ReadAsync();
        if (message is null)
        {
            CallStatus.ThrowUnlessOk(response);
        }

        return message;
    }

    public async IAsyncEnumerable<TResponse> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync() is { } message)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _body.Complete();
        await ResetAsync();

        _ending.Dispose();
        _deadline.Dispose();
    }

    /// <summary>The only message of a unary call. A server may answer before it has read it: the answer decides, not the write.</summary>
    internal async ValueTask SendOnlyAsync(TRequest message)
    {
        try
        {
            await WriteAsync(message);
        }
        catch (GrpcException) when (!_ending.IsCancellationRequested)
        {
            await _response;
        }

        Complete();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker http, HttpRequestMessage request)
    {
        try
        {
            return await http.SendAsync(request, _ending.Token);
        }
        catch (Exception failure)
        {
            Exception translated = Translate(failure);
            _body.Fail(translated);
            throw translated;
        }
    }

    private async Task<PipeWriter> OpenAsync()
    {
        try
        {
            return await _body.Writer;
        }
        catch (Exception ended)
        {
            throw Translate(ended);
        }
    }

    private async Task<Stream> BodyOf(HttpResponseMessage response)
    {
        try
        {
            return await response.Content.ReadAsStreamAsync(CancellationToken.None);
        }
        catch (ObjectDisposedException reset)
        {
            throw Translate(reset);
        }
    }

    private async Task ResetAsync()
    {
        await ((Task)_response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_response.IsCompletedSuccessfully)
        {
            (await _response).Dispose();
        }
    }

    private Exception Translate(Exception failure) => failure switch
    {
        GrpcException => failure,
        _ when _deadline.IsCancellationRequested => new GrpcException(StatusCode.DeadlineExceeded, "The deadline has passed.", failure),
        _ when _ending.IsCancellationRequested => new GrpcException(StatusCode.Cancelled, "The call was cancelled.", failure),
        _ => CallStatus.FromTransport(failure),
    };
}
