using System.Buffers;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices.Wire;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Rpc;

/// <summary>
/// care.device.v1.DeviceIngest: packets in, one answer each, in order, after the commit. A packet arrives as bytes, so that the same reader reads it as
/// over MQTT and the quarantine keeps it as it came.
/// </summary>
internal sealed class DeviceStreams(DeviceLogin login, DeviceIntake intake, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const string SerialHeader = "care-device";

    public async Task StreamAsync(IAsyncStreamReader<byte[]> packets, IServerStreamWriter<IngestAnswer> answers, ServerCallContext context)
    {
        var serial = context.RequestHeaders.GetValue(SerialHeader);
        if (serial is null
            || DeviceLogin.ReadBasic(context.RequestHeaders.GetValue("authorization")) is not { } credentials
            || await login.AuthenticateAsync(DeviceSource.Grpc, serial, credentials) is not { } device)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, $"{SerialHeader} and authorization (Basic) must be those of an enrolled device."));
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var window = new AnswerWindow();
        var answering = AnswerAsync(window, answers, over);
        try
        {
            while (await packets.MoveNext(over.Token))
            {
                var packet = new ReadOnlySequence<byte>(packets.Current);
                await window.AddAsync(intake.TakeAsync(device, PayloadFormat.Protobuf, packet, SiloTime.From(time.GetUtcNow())), over.Token);
            }
        }
        catch (OperationCanceledException) when (answering.IsCompletedSuccessfully && !answering.Result)
        {
            // It was told so; why the stream ends is said below.
        }
        finally
        {
            window.Complete();
        }

        if (!await answering)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "The node cannot keep it now: send again what was not answered, later."));
        }
    }

    private static async Task<bool> AnswerAsync(AnswerWindow window, IServerStreamWriter<IngestAnswer> answers, CancellationTokenSource over)
    {
        var isKept = await window.AnswerAsync(async receipt => await answers.WriteAsync(IngestAnswers.Of(receipt), over.Token), over.Token);
        if (!isKept)
        {
            await over.CancelAsync();
        }

        return isKept;
    }
}

internal static class DeviceStreamsExtensions
{
    public static void AddDeviceStreams(this IServiceCollection services)
    {
        services.AddSingleton<DeviceStreams>();
        services.AddGrpc().AddServiceOptions<DeviceStreams>(grpc => grpc.MaxReceiveMessageSize = PayloadLimits.Bytes);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<DeviceStreams>, Methods>());
    }

    private sealed class Methods : IServiceMethodProvider<DeviceStreams>
    {
        private static readonly Method<byte[], IngestAnswer> Stream = new(
            MethodType.DuplexStreaming,
            DeviceIngest.Descriptor.FullName,
            "Stream",
            Marshallers.Create(bytes => bytes, bytes => bytes),
            Marshallers.Create(answer => Google.Protobuf.MessageExtensions.ToByteArray(answer), IngestAnswer.Parser.ParseFrom));

        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<DeviceStreams> context) => context.AddDuplexStreamingMethod(
            Stream, [], (service, packets, answers, call) => service.StreamAsync(packets, answers, call));
    }
}
