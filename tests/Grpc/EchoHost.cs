using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using OrleansCare.Grpc.Client;
using OrleansCare.Grpc.Server;
using OrleansCare.Grpc.Tests.Protos;

namespace OrleansCare.Grpc.Tests;

/// <summary>The Echo service on a free loopback port, h2c.</summary>
internal sealed class EchoHost : IAsyncDisposable
{
    public const string Say = "/care.test.Echo/Say";
    public const string Talk = "/care.test.Echo/Talk";
    private readonly WebApplication _host;

    private EchoHost(WebApplication host)
    {
        _host = host;
        host.MapGrpcUnary(Say, Note.Parser, SayAsync);
        host.MapGrpcDuplex<Note, Note>(Talk, Note.Parser, TalkAsync);
    }

    public Uri Address => new(_host.Urls.Single());

    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>Completes when a Talk handler was told that its call is cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<EchoHost> StartAsync(Action<ListenOptions>? endpoint = null, Action<KestrelServerOptions>? kestrel = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            kestrel?.Invoke(options);
            options.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                endpoint?.Invoke(listen);
            });
        });
        WebApplication host = builder.Build();
        var echo = new EchoHost(host);
        await host.StartAsync();
        echo.Channel = new GrpcChannel(echo.Address);
        return echo;
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _host.DisposeAsync();
    }

    private static async Task<Note> SayAsync(Note note, GrpcServerContext context)
    {
        switch (note.Text)
        {
            case "fail":
                throw new GrpcException(StatusCode.ResourceExhausted, "voll: 100 % — später");
            case "bug":
                throw new InvalidDataException("patient Erika Mustermann");
            case "hang":
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                break;
        }

        return new Note { Text = note.Text, Number = note.Number + 1, Blob = note.Blob };
    }

    private async Task TalkAsync(GrpcReader<Note> reader, GrpcWriter<Note> writer, GrpcServerContext context)
    {
        try
        {
            await foreach (Note note in reader.ReadAllAsync())
            {
                if (note.Text == "fail")
                {
                    throw new GrpcException(StatusCode.FailedPrecondition, "mitten drin");
                }

                await writer.WriteAsync(new Note { Text = note.Text, Number = note.Number + 1, Blob = note.Blob });
                if (note.Text == "wait")
                {
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Cancelled.TrySetResult();
            throw;
        }
    }
}
