using System.Buffers;
using System.Buffers.Binary;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Edge.Journal;

/// <summary>
/// Every stamped Input of this node, and each stay's snapshots between them: what a start recovers from.
/// Record = kind (1 byte) | episode (16 bytes, its hex key decoded) | input sequence (8 bytes LE; a snapshot's: the last one it contains) | body.
/// </summary>
internal sealed class InputsLog(SegmentLog log, Checkpoint checkpoint) : IAsyncDisposable
{
    private const byte InputKind = 1;
    private const byte SnapshotKind = 2;
    private const int HeaderBytes = 1 + 16 + 8;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_record;

    private readonly Dictionary<string, StayReplay> _replays = [];

    public LogFaultedException? Fault => log.Fault;

    /// <summary>What was read and not taken yet, by episode.</summary>
    public IReadOnlyDictionary<string, StayReplay> Replays => _replays;

    /// <summary>Reads what the last stop left. Touches the disk; once, before any stay is activated.</summary>
    public void Recover()
    {
        using var reader = log.ReadFrom(checkpoint.Position);
        while (reader.TryRead(out var record))
        {
            var (episode, sequence) = HeaderOf(record);
            if (!_replays.TryGetValue(episode, out var replay))
            {
                _replays[episode] = replay = new StayReplay();
            }

            var body = record.Payload[HeaderBytes..].ToArray();
            if (record.Payload[0] == SnapshotKind)
            {
                replay.Begin(body, sequence, record.Position);
            }
            else
            {
                replay.Add(body, sequence, record.Position);
            }
        }
    }

    /// <summary>Every Input that the log still has, in order, also those that snapshots cover. Touches the disk and reads all of it.</summary>
    /// <param name="take">Episode, sequence, the encoded Input.</param>
    public void ReadInputs(Action<string, long, ReadOnlySpan<byte>> take)
    {
        using var reader = log.ReadFrom(log.OldestKept);
        while (reader.TryRead(out var record))
        {
            var (episode, sequence) = HeaderOf(record);
            if (record.Payload[0] == InputKind)
            {
                take(episode, sequence, record.Payload[HeaderBytes..]);
            }
        }
    }

    /// <summary>What this stay has to be brought back from; once, when it is activated.</summary>
    public StayReplay TakeReplay(string episode)
    {
        StayReplay? replay;
        lock (_replays)
        {
            _replays.Remove(episode, out replay);
        }

        replay ??= new StayReplay();
        checkpoint.Cover(episode, replay.First is { } first ? new LogPosition(first.Value - 1) : log.LastAppended);
        return replay;
    }

    /// <summary>Every stay of the ward has been brought back: what is left is of stays that have ended, and the checkpoint may move.</summary>
    public void EndRecovery()
    {
        lock (_replays)
        {
            _replays.Clear();
        }

        checkpoint.Follow();
    }

    /// <summary>The stay has ended: it needs nothing of the log.</summary>
    public void Release(string episode) => checkpoint.Forget(episode);

    public AppendResult TryAppend(in Input input, out LogPosition position)
    {
        var record = Begin(InputKind, input.Stamp.Episode, input.Stamp.Sequence);
        InputCodec.Write(input, record);
        return Append(record, out position);
    }

    /// <param name="sequence">The last Input that the snapshot contains.</param>
    /// <param name="covered">That Input's position: nothing of this stay up to there is needed any more.</param>
    /// <returns>Anything but Appended: there is no such snapshot; the Inputs before it are still there.</returns>
    /// <exception cref="LogFaultedException">It is not known to be durable.</exception>
    public async Task<AppendResult> AppendSnapshotAsync(string episode, long sequence, LogPosition covered, ReadOnlyMemory<byte> snapshot)
    {
        var result = AppendSnapshot(episode, sequence, snapshot.Span, out var position);
        if (result == AppendResult.Appended)
        {
            await log.WhenDurableAsync(position);
            checkpoint.Cover(episode, covered);
        }

        return result;
    }

    public ValueTask WhenDurableAsync(LogPosition position, CancellationToken cancellationToken = default) => log.WhenDurableAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private static (string Episode, long Sequence) HeaderOf(in LogRecord record) =>
        (Convert.ToHexStringLower(record.Payload.Slice(1, 16)), BinaryPrimitives.ReadInt64LittleEndian(record.Payload[17..HeaderBytes]));

    private AppendResult AppendSnapshot(string episode, long sequence, ReadOnlySpan<byte> snapshot, out LogPosition position)
    {
        var record = Begin(SnapshotKind, episode, sequence);
        record.Write(snapshot);
        return Append(record, out position);
    }

    private AppendResult Append(ArrayBufferWriter<byte> record, out LogPosition position)
    {
        var result = log.TryAppend(record.WrittenSpan, out position);
        record.Clear();
        return result;
    }

    private static ArrayBufferWriter<byte> Begin(byte kind, string episode, long sequence)
    {
        var record = t_record ??= new ArrayBufferWriter<byte>(64 * 1024);
        record.Clear();
        var header = record.GetSpan(HeaderBytes);
        header[0] = kind;
        Convert.FromHexString(episode, header.Slice(1, 16), out _, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[17..], sequence);
        record.Advance(HeaderBytes);
        return record;
    }
}
