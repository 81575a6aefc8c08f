namespace OrleansCare.Edge.Journal;

/// <summary>One file of a log as its catalog knows it.</summary>
internal sealed class Segment(string path, LogPosition first, DateTimeOffset created, long bytes)
{
    public string Path { get; set; } = path;

    public LogPosition First { get; } = first;

    public DateTimeOffset Created { get; } = created;

    public bool Damaged { get; set; }

    public long Bytes { get; set; } = bytes;
}

/// <param name="First">Position of the first record; the segment ends where the next one begins.</param>
/// <param name="Damaged">A bad record was met; what follows it in this segment is lost.</param>
public readonly record struct LogSegmentInfo(LogPosition First, DateTimeOffset Created, long Bytes, bool Damaged);
