using System.Buffers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using OrleansCare.Contracts.Identity;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Acknowledging;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// TLS under MLLP. Whoever does not get through it is counted with its reason: one that speaks MLLP in the clear is told so in HL7's words, one whose
/// certificate is refused by a TLS alert.
/// </summary>
internal sealed class MllpTls(
    SenderCertificates certificates, Hl7Metrics metrics, IOpaqueIdSource ids, IOptions<Hl7Options> options, TimeProvider time, ILogger<MllpTls> logger)
{
    /// <summary>ContentType handshake, RFC 8446 section 5.1: the first byte of a TLS client.</summary>
    private const byte Handshake = 22;

    private static readonly TimeSpan PatienceWithHello = TimeSpan.FromSeconds(10);

    public void Use(ListenOptions endpoint)
    {
        var own = OwnCertificate(options.Value);
        endpoint.Use(next => connection => WatchAsync(connection, next));
        endpoint.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = handshake => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = own,
                ClientCertificateRequired = true,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = (_, shown, _, _) => Judge(handshake.Connection.Features.Get<Attempt>()!, (X509Certificate2?)shown),
            }),
            HandshakeTimeout = PatienceWithHello,
        });
        endpoint.Use(next => connection =>
        {
            connection.Features.Get<Attempt>()!.End = null;
            return next(connection);
        });
    }

    private async Task WatchAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var attempt = new Attempt();
        connection.Features.Set(attempt);
        try
        {
            switch (await FirstByteAsync(connection))
            {
                case Handshake:
                    await next(connection);
                    break;
                case null:
                    attempt.End = MllpEnd.Lost;
                    break;
                default:
                    attempt.End = MllpEnd.NotTls;
                    break;
            }
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException or IOException or OperationCanceledException)
        {
            // What it got to is in the attempt.
        }

        if (attempt.End is { } end)
        {
            metrics.Refused(end);
            logger.Refused(end);
        }
    }

    /// <returns>Still to be read; null: it closed without a byte.</returns>
    private async Task<byte?> FirstByteAsync(ConnectionContext connection)
    {
        using var patience = new CancellationTokenSource(PatienceWithHello, time);
        var input = connection.Transport.Input;
        var read = await input.ReadAsync(patience.Token);
        byte? first = read.Buffer.IsEmpty ? null : read.Buffer.FirstSpan[0];
        input.AdvanceTo(read.Buffer.Start);
        if (first == MllpFrame.Start)
        {
            var reply = new ArrayBufferWriter<byte>();
            var fault = new Fault(Hl7Location.Message, FaultCode.Internal, FaultSeverity.Error, null, "TLS is spoken on this port: nothing was read.");
            Acknowledgement.WriteUnreadable(reply, fault, new ReplyStamp(time.GetUtcNow(), ids.Next()[..Hl7Intake.ControlIdLength]));
            MllpFrame.Write(connection.Transport.Output, reply.WrittenSpan);
            await connection.Transport.Output.FlushAsync(patience.Token);
        }

        return first;
    }

    private bool Judge(Attempt attempt, X509Certificate2? shown)
    {
        if (certificates.MayShow(shown))
        {
            return true;
        }

        attempt.End = MllpEnd.CertificateRefused;
        return false;
    }

    private static SslStreamCertificateContext OwnCertificate(Hl7Options options)
    {
        var file = X509CertificateLoader.LoadPkcs12CollectionFromFile(options.Certificate!, options.CertificatePassword);
        var own = file.First(certificate => certificate.HasPrivateKey);
        file.Remove(own);
        return SslStreamCertificateContext.Create(own, file, offline: true);
    }

    /// <summary>How far one connection got.</summary>
    private sealed class Attempt
    {
        /// <summary>Null: TLS is spoken.</summary>
        public MllpEnd? End { get; set; } = MllpEnd.HandshakeFailed;
    }
}
