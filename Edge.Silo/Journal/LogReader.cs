namespace OrleansCare.Edge.Journal;

/// <summary>
/// Reads durable records in order and follows the log as it grows. One reader, one thread; it reads the disk, so never in a grain's turn.
/// Records that were released or lost to damage are seen as a step in <see cref="LogRecord.Position"/>.
/// </summary>
public sealed class LogReader : IDisposable
{
    private readonly SegmentLog _log;
    private SegmentScanner? _scanner;
    private Segment? _segment;
    private LogPosition _readable;
    private LogPosition _next;

    internal LogReader(SegmentLog log, LogPosition first)
    {
        _log = log;
        _next = first > LogPosition.None ? first : new LogPosition(1);
    }

    /// <summary>False at the durable end of the log; true again when it has grown.</summary>
    public bool TryRead(out LogRecord record)
    {
        record = default;
        while (IsReadable() && _log.Catalog.Find(_next, out var segmentEnd) is { } segment)
        {
            if (segment.First > _next)
            {
                _next = segment.First;
            }
            else if (ReferenceEquals(segment, _segment) || TryEnter(segment))
            {
                if (_scanner is not null && _scanner.TryRead(out var payload))
                {
                    if (_scanner.Next > _next)
                    {
                        record = new LogRecord(_next, payload);
                        _next = _next.Next;
                        return true;
                    }
                }
                else
                {
                    SkipDamage(segment, segmentEnd < _readable ? segmentEnd : _readable);
                }
            }
        }

        return false;
    }

    public void Dispose() => _scanner?.Dispose();

    private bool IsReadable()
    {
        if (_next > _readable)
        {
            _readable = _log.DurablePosition;
            _scanner?.Forget();
        }

        return _next <= _readable;
    }

    private bool TryEnter(Segment segment)
    {
        _scanner?.Dispose();
        _scanner = null;
        _segment = null;
        var path = segment.Path;
        try
        {
            SegmentScanner.TryOpen(_log.Files, segment, _log.Options, out _scanner);
        }
        catch (FileNotFoundException)
        {
            if (!ReferenceEquals(_log.Catalog.WithFirst(segment.First), segment) || segment.Path != path)
            {
                // Released or renamed between the look and the open.
                return false;
            }
        }

        _segment = segment;
        return true;
    }

    private void SkipDamage(Segment segment, LogPosition last)
    {
        _log.ReportDamage(segment, _scanner?.Next ?? segment.First, last);
        _next = last.Next;
    }
}

/// <summary>The payload lives in the reader's buffer until its next call.</summary>
public readonly ref struct LogRecord(LogPosition position, ReadOnlySpan<byte> payload)
{
    public LogPosition Position { get; } = position;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
