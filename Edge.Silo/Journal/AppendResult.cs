namespace OrleansCare.Edge.Journal;

public enum AppendResult
{
    Appended = 0,

    /// <summary>The disk is slower than the appends: the pending buffer is full.</summary>
    Behind = 1,

    /// <summary>The log reached <see cref="SegmentLogOptions.MaxBytes"/> and may not drop what it holds.</summary>
    LogFull = 2,

    /// <summary>The disk refuses; the log retries by itself and takes records again when it succeeds.</summary>
    Faulted = 3,

    /// <summary>The record is longer than <see cref="SegmentLogOptions.MaxRecordBytes"/>: it will never fit.</summary>
    TooLarge = 4,

    /// <summary>The log is being disposed.</summary>
    Closed = 5,
}
