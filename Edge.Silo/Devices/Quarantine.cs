using System.Buffers;
using System.Text;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Journal;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// What could not enter the core, kept whole with the reasons, encrypted like the Inputs. When the log is full the oldest are given up.
/// Record = received at (8 bytes LE microseconds) | device (16 bytes) | number of rejects (4) | each: reason (4), element (string) | payload.
/// </summary>
internal sealed class Quarantine(SegmentLog log) : IAsyncDisposable
{
    public const int PayloadAtMost = 256 * 1024;

    /// <returns>False when the log would not keep it: then nobody may be told that it was received.</returns>
    public ValueTask<bool> AddAsync(string device, IReadOnlyList<Reject> rejects, in ReadOnlySequence<byte> payload, SiloTime receivedAt)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(receivedAt.UnixMicroseconds);
        writer.Write(Convert.FromHexString(device));
        writer.Write(rejects.Count);
        foreach (var reject in rejects)
        {
            writer.Write((int)reject.Reason);
            writer.Write(reject.Element);
        }

        writer.Write(payload.Slice(0, Math.Min(payload.Length, PayloadAtMost)).ToArray());
        return log.TryAppend(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), out var position) == AppendResult.Appended
            ? DurableAsync(position)
            : ValueTask.FromResult(false);
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private async ValueTask<bool> DurableAsync(LogPosition position)
    {
        try
        {
            await log.WhenDurableAsync(position);
            return true;
        }
        catch (LogFaultedException)
        {
            return false;
        }
    }
}
