namespace OrleansCare.Edge.Journal;

/// <summary>A stay's last snapshot and the encoded Inputs after it, in sequence.</summary>
internal sealed class StayReplay
{
    private LogPosition? _snapshotPosition;

    public byte[]? Snapshot { get; private set; }

    /// <summary>The last Input that the snapshot contains.</summary>
    public long SnapshotSequence { get; private set; }

    public List<(byte[] Input, long Sequence, LogPosition Position)> Inputs { get; } = [];

    /// <summary>The oldest record that is needed.</summary>
    public LogPosition? First => Inputs.Count == 0 ? _snapshotPosition : Inputs[0].Position < _snapshotPosition ? Inputs[0].Position : _snapshotPosition ?? Inputs[0].Position;

    public void Begin(byte[] snapshot, long sequence, LogPosition position)
    {
        _snapshotPosition = position;
        Snapshot = snapshot;
        SnapshotSequence = sequence;
        Inputs.RemoveAll(input => input.Sequence <= sequence);
    }

    /// <summary>The same state in bytes that this build reads.</summary>
    public void Remake(byte[] snapshot) => Snapshot = snapshot;

    public void Add(byte[] input, long sequence, LogPosition position)
    {
        if (sequence > SnapshotSequence)
        {
            Inputs.Add((input, sequence, position));
        }
    }
}
