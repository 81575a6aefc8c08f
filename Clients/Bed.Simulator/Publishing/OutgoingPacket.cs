using System.Buffers;

namespace OrleansCare.BedSimulator.Publishing;

/// <summary>An encoded packet in a rented buffer.</summary>
internal sealed class OutgoingPacket(ArraySegment<byte> payload, int samples, int numerics)
{
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    public int Samples { get; } = samples;

    public int Numerics { get; } = numerics;

    public bool WasSent { get; set; }

    /// <summary>Only once nobody can be reading the payload any more.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(payload.Array!, clearArray: true);
}
