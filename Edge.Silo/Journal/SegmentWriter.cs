using System.Security.Cryptography;

namespace OrleansCare.Edge.Journal;

/// <summary>The one segment being written. It is written front to back and never opened again for writing.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly ILogFile _file;
    private readonly SegmentCipher? _cipher;
    private byte[] _buffer = new byte[BufferBytes];
    private int _buffered;
    private long _flushed;

    private SegmentWriter(ILogFile file, SegmentCipher? cipher, Segment segment)
    {
        _file = file;
        _cipher = cipher;
        _flushed = segment.Bytes;
        Segment = segment;
    }

    public Segment Segment { get; }

    public bool HasRecords { get; private set; }

    /// <summary>Bytes this payload takes in the segment.</summary>
    public int Framed(int payloadBytes) => SegmentFormat.RecordHeaderBytes + payloadBytes + (_cipher is null ? 0 : SegmentCipher.TagBytes);

    public bool HasRoom(int payloadBytes, long segmentBytes) => !HasRecords || _flushed + _buffered + Framed(payloadBytes) <= segmentBytes;

    /// <summary>The head is written under another name and renamed when durable: a file with a segment's name always has a whole head.</summary>
    public static SegmentWriter Create(ILogFileSystem files, SegmentLogOptions options, LogPosition first, DateTimeOffset now, ReadOnlySpan<byte> preamble)
    {
        var path = Path.Combine(options.Directory, SegmentFormat.FileName(first));
        var unfinished = path + SegmentFormat.UnfinishedExtension;
        var salt = RandomNumberGenerator.GetBytes(SegmentCipher.SaltBytes);
        var cipher = options.NodeKey.IsEmpty ? null : new SegmentCipher(options.NodeKey.Span, salt);
        ILogFile? file = null;
        try
        {
            var head = Head(cipher, new SegmentHeader(first, now, cipher is not null, 0, salt), preamble);
            file = files.Create(unfinished);
            file.Write(head, 0);
            file.Sync();
            files.Rename(unfinished, path);
            files.SyncDirectory(options.Directory);
            return new SegmentWriter(file, cipher, new Segment(path, first, now, head.Length));
        }
        catch
        {
            cipher?.Dispose();
            file?.Dispose();
            throw;
        }
    }

    public void Append(ReadOnlySpan<byte> payload, LogPosition position)
    {
        var framed = Framed(payload.Length);
        if (_buffered + framed > _buffer.Length)
        {
            Flush();
            if (framed > _buffer.Length)
            {
                _buffer = new byte[framed];
            }
        }

        var record = _buffer.AsSpan(_buffered, framed);
        if (_cipher is null)
        {
            payload.CopyTo(record[SegmentFormat.RecordHeaderBytes..]);
        }
        else
        {
            _cipher.Seal(payload, record[SegmentFormat.RecordHeaderBytes..], _flushed + _buffered, position);
        }

        SegmentFormat.FinishRecord(record);
        _buffered += framed;
        HasRecords = true;
    }

    /// <returns>The proven length of the file.</returns>
    public long Sync()
    {
        Flush();
        _file.Sync();
        return _flushed;
    }

    /// <summary>After a failed write: gives the unproven tail back. A tail that stays is harmless, the next segment's first position ends this one.</summary>
    public void Abandon()
    {
        try
        {
            _file.Truncate(Segment.Bytes);
        }
        catch (IOException)
        {
            // The failure that led here is already reported.
        }

        Dispose();
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_buffer);
        _cipher?.Dispose();
        _file.Dispose();
    }

    private static byte[] Head(SegmentCipher? cipher, SegmentHeader header, ReadOnlySpan<byte> preamble)
    {
        var head = new byte[SegmentFormat.HeaderBytes + preamble.Length + (cipher is null ? 0 : SegmentCipher.TagBytes)];
        var stored = head.AsSpan(SegmentFormat.HeaderBytes);
        if (cipher is null)
        {
            preamble.CopyTo(stored);
        }
        else
        {
            cipher.Seal(preamble, stored, SegmentFormat.HeaderBytes, header.First);
        }

        SegmentFormat.WriteHeader(head, header, stored);
        return head;
    }

    private void Flush()
    {
        if (_buffered > 0)
        {
            _file.Write(_buffer.AsSpan(0, _buffered), _flushed);
            _flushed += _buffered;
            _buffered = 0;
        }
    }
}
