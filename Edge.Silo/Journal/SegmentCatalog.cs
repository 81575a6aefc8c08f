namespace OrleansCare.Edge.Journal;

/// <summary>The segments of one log in order of position.</summary>
internal sealed class SegmentCatalog(ILogFileSystem files, string directory)
{
    private readonly Lock _gate = new();
    private readonly List<Segment> _segments = [];

    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count;
            }
        }
    }

    public Segment? Oldest
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count == 0 ? null : _segments[0];
            }
        }
    }

    public Segment? Newest
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count == 0 ? null : _segments[^1];
            }
        }
    }

    public LogSegmentInfo[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _segments.Select(s => new LogSegmentInfo(s.First, s.Created, s.Bytes, s.Damaged))];
        }
    }

    /// <summary>A segment with the same first position held no durable record: the new file took its name.</summary>
    public void Add(Segment segment)
    {
        lock (_gate)
        {
            if (_segments.Count > 0 && _segments[^1].First == segment.First)
            {
                _bytes -= _segments[^1].Bytes;
                _segments.RemoveAt(_segments.Count - 1);
            }

            _segments.Add(segment);
            _bytes += segment.Bytes;
        }
    }

    /// <summary>The segment that holds the position, or the first one after it; null when there is none.</summary>
    /// <param name="last">Last position the segment may hold; unbounded for the newest.</param>
    public Segment? Find(LogPosition position, out LogPosition last)
    {
        lock (_gate)
        {
            var (low, high) = (0, _segments.Count);
            while (high - low > 1)
            {
                var middle = (low + high) / 2;
                (low, high) = _segments[middle].First <= position ? (middle, high) : (low, middle);
            }

            last = high < _segments.Count ? new LogPosition(_segments[high].First.Value - 1) : new LogPosition(long.MaxValue);
            return low < high ? _segments[low] : null;
        }
    }

    public void Resize(Segment segment, long bytes)
    {
        lock (_gate)
        {
            _bytes += bytes - segment.Bytes;
            segment.Bytes = bytes;
        }
    }

    public Segment? WithFirst(LogPosition first)
    {
        lock (_gate)
        {
            return _segments.Find(s => s.First == first);
        }
    }

    /// <summary>Deletes the segments that hold only records before the position; the newest always stays, it knows the next position.</summary>
    /// <returns>Bytes given back.</returns>
    public long ReleaseBefore(LogPosition position)
    {
        lock (_gate)
        {
            long released = 0;
            while (_segments.Count > 1 && _segments[1].First <= position)
            {
                released += DeleteOldest();
            }

            if (released > 0)
            {
                files.SyncDirectory(directory);
            }

            return released;
        }
    }

    /// <summary>Deletes the oldest segment if another one follows.</summary>
    /// <returns>How many positions went with it; 0 when nothing could be deleted.</returns>
    public long DropOldest()
    {
        lock (_gate)
        {
            if (_segments.Count < 2)
            {
                return 0;
            }

            var records = _segments[1].First.Value - _segments[0].First.Value;
            DeleteOldest();
            files.SyncDirectory(directory);
            return records;
        }
    }

    /// <summary>Marks the segment, also by its file's name, so that a person finds it; what precedes the damage stays readable.</summary>
    /// <returns>False when it was marked before.</returns>
    public bool Quarantine(Segment segment)
    {
        lock (_gate)
        {
            if (segment.Damaged)
            {
                return false;
            }

            segment.Damaged = true;
            var path = System.IO.Path.ChangeExtension(segment.Path, SegmentFormat.DamagedExtension);
            try
            {
                files.Rename(segment.Path, path);
                segment.Path = path;
            }
            catch (IOException)
            {
                // The mark in memory and the log line stand; the name is a help for people only.
            }

            return true;
        }
    }

    private long DeleteOldest()
    {
        var segment = _segments[0];
        files.Delete(segment.Path);
        _segments.RemoveAt(0);
        _bytes -= segment.Bytes;
        return segment.Bytes;
    }
}
