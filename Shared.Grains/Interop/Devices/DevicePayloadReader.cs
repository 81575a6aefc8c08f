using System.Buffers;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Devices;

/// <summary>What a device sent -> a packet and the account of every element. Never throws on a payload.</summary>
public static class DevicePayloadReader
{
    /// <param name="device">The device's opaque key.</param>
    /// <param name="receivedAt">When the payload's last byte left the socket.</param>
    /// <param name="only">Takes and counts these elements alone (<see cref="Reject.Place"/>): the others were accounted for before. Null: all.</param>
    /// <param name="profile">What this device's codes, units and values mean; null: they are as docs/device-payloads.md has them.</param>
    public static DecodeResult Read(PayloadFormat format, ReadOnlySpan<byte> payload, string device, SiloTime receivedAt, DeviceProfile? profile = null, IReadOnlySet<string>? only = null)
    {
        if (payload.Length > PayloadLimits.Bytes)
        {
            return DecodeResult.Refused(RejectReason.TooLarge);
        }

        var builder = new PacketBuilder(device, receivedAt, profile, only);
        return format switch
        {
            PayloadFormat.Protobuf => ProtobufPayload.Read(payload, builder),
            PayloadFormat.Json => JsonPayload.Read(payload, builder),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a payload format."),
        };
    }

    public static DecodeResult Read(PayloadFormat format, in ReadOnlySequence<byte> payload, string device, SiloTime receivedAt, DeviceProfile? profile = null, IReadOnlySet<string>? only = null)
    {
        if (payload.IsSingleSegment)
        {
            return Read(format, payload.FirstSpan, device, receivedAt, profile, only);
        }

        if (payload.Length > PayloadLimits.Bytes)
        {
            return DecodeResult.Refused(RejectReason.TooLarge);
        }

        var whole = ArrayPool<byte>.Shared.Rent((int)payload.Length);
        payload.CopyTo(whole);
        try
        {
            return Read(format, whole.AsSpan(0, (int)payload.Length), device, receivedAt, profile, only);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole, clearArray: true);
        }
    }
}
