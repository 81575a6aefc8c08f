namespace OrleansCare.Edge.Journal;

/// <summary>
/// Brings a directory back after a stop of any kind. Older segments end where the next one begins, so only the newest is read to its end;
/// damage in an older one shows when it is read.
/// </summary>
internal static class LogRecovery
{
    /// <returns>The last durable position.</returns>
    public static LogPosition Recover(ILogFileSystem files, SegmentLogOptions options, SegmentCatalog catalog, JournalMetrics metrics, ILogger logger)
    {
        var found = new SortedDictionary<long, string>();
        foreach (var path in files.List(options.Directory))
        {
            if (path.EndsWith(SegmentFormat.UnfinishedExtension, StringComparison.Ordinal))
            {
                files.Delete(path);
            }
            else if (SegmentFormat.TryParseFileName(Path.GetFileName(path), out var first) && (!found.ContainsKey(first.Value) || IsSound(path)))
            {
                found[first.Value] = path;
            }
        }

        foreach (var (first, path) in found)
        {
            catalog.Add(Describe(files, path, new LogPosition(first)));
        }

        if (catalog.Newest is not { } newest)
        {
            return LogPosition.None;
        }

        return !newest.Damaged && SegmentScanner.TryOpen(files, newest, options, out var scanner)
            ? CutTail(files, options, catalog, scanner, metrics, logger)
            : SkipBeyond(newest, options, metrics, logger, catalog);
    }

    private static Segment Describe(ILogFileSystem files, string path, LogPosition first)
    {
        using var file = files.Open(path);
        Span<byte> header = stackalloc byte[SegmentFormat.HeaderBytes];
        var read = file.Read(header, 0);
        var created = SegmentFormat.TryReadHeader(header[..read], out var value) ? value.Created : DateTimeOffset.UnixEpoch;
        return new Segment(path, first, created, file.Length) { Damaged = !IsSound(path) };
    }

    private static bool IsSound(string path) => path.EndsWith(SegmentFormat.Extension, StringComparison.Ordinal);

    private static LogPosition CutTail(ILogFileSystem files, SegmentLogOptions options, SegmentCatalog catalog, SegmentScanner scanner, JournalMetrics metrics, ILogger logger)
    {
        using (scanner)
        {
            while (scanner.TryRead(out _))
            {
            }

            var last = new LogPosition(scanner.Next.Value - 1);
            var newest = catalog.Newest!;
            using var file = files.Open(newest.Path);
            var torn = file.Length - scanner.Offset;
            if (torn > 0)
            {
                file.Truncate(scanner.Offset);
                catalog.Resize(newest, scanner.Offset);
                metrics.Cut(options.Name, torn);
                logger.TailCut(options.Name, torn, last);
            }

            // A process that died may have left whole records that only the page cache holds: from here on they count as durable.
            file.Sync();
            return last;
        }
    }

    /// <summary>The newest segment is damaged: how many positions it gave out is unknown, so as many as its bytes could have held are skipped.</summary>
    private static LogPosition SkipBeyond(Segment newest, SegmentLogOptions options, JournalMetrics metrics, ILogger logger, SegmentCatalog catalog)
    {
        var last = new LogPosition(newest.First.Value + (newest.Bytes / SegmentFormat.RecordHeaderBytes));
        if (catalog.Quarantine(newest))
        {
            metrics.Damaged(options.Name, last.Value - newest.First.Value + 1);
            logger.SegmentDamaged(options.Name, Path.GetFileName(newest.Path), newest.First, last);
        }

        return last;
    }
}
