namespace OrleansCare.Edge.Journal;

/// <summary>A stay's last snapshot and the encoded Inputs after it, in sequence.</summary>
internal sealed class StayReplay
{
    private long _snapshotSequence;
    private LogPosition? _snapshotPosition;

    public byte[]? Snapshot { get; private set; }

    public List<(byte[] Input, long Sequence, LogPosition Position)> Inputs { get; } = [];

    /// <summary>The oldest record that is needed.</summary>
    public LogPosition? First => Inputs.Count == 0 ? _snapshotPosition : Inputs[0].Position < _snapshotPosition ? Inputs[0].Position : _snapshotPosition ?? Inputs[0].Position;

    public void Begin(byte[] snapshot, long sequence, LogPosition position)
    {
        _snapshotPosition = position;
        Snapshot = snapshot;
        _snapshotSequence = sequence;
        Inputs.RemoveAll(input => input.Sequence <= sequence);
    }

    public void Add(byte[] input, long sequence, LogPosition position)
    {
        if (sequence > _snapshotSequence)
        {
            Inputs.Add((input, sequence, position));
        }
    }
}
