using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OrleansCare.Edge.Journal;

/// <summary>Walks one segment record by record.</summary>
internal sealed class SegmentScanner : IDisposable
{
    private const int ChunkBytes = 64 << 10;

    private readonly ILogFile _file;
    private readonly SegmentCipher? _cipher;
    private byte[] _chunk = new byte[ChunkBytes];
    private byte[] _plain = [];
    private int _chunkUsed;
    private long _chunkOffset;

    private SegmentScanner(ILogFile file, SegmentCipher? cipher, SegmentHeader header)
    {
        _file = file;
        _cipher = cipher;
        Header = header;
        Next = header.First;
        Offset = SegmentFormat.HeaderBytes + header.PreambleBytes;
    }

    public SegmentHeader Header { get; }

    public byte[] Preamble { get; private set; } = [];

    /// <summary>Position of the record that the next read yields.</summary>
    public LogPosition Next { get; private set; }

    /// <summary>Offset in the file where that record starts.</summary>
    public long Offset { get; private set; }

    /// <summary>False when the head is not whole: nothing in the file can be believed.</summary>
    /// <exception cref="CryptographicException">The head is whole but was sealed with another node key.</exception>
    public static bool TryOpen(ILogFileSystem files, Segment segment, SegmentLogOptions options, [NotNullWhen(true)] out SegmentScanner? scanner)
    {
        var file = files.Open(segment.Path);
        scanner = null;
        try
        {
            Span<byte> header = stackalloc byte[SegmentFormat.HeaderBytes];
            if (ReadFully(file, header, 0) < header.Length
                || !SegmentFormat.TryReadHeader(header, out var value)
                || value.First != segment.First
                || value.PreambleBytes > file.Length - SegmentFormat.HeaderBytes)
            {
                return false;
            }

            var stored = new byte[value.PreambleBytes];
            if (ReadFully(file, stored, SegmentFormat.HeaderBytes) < stored.Length || !SegmentFormat.HeaderIsWhole(header, stored))
            {
                return false;
            }

            var cipher = CipherFor(value, options);
            scanner = new SegmentScanner(file, cipher, value);
            scanner.Preamble = scanner.OpenPreamble(stored, options.Name);
            return true;
        }
        finally
        {
            if (scanner is null)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>False when no whole record stands at <see cref="Offset"/>. The payload is valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!TryFrame(SegmentFormat.RecordHeaderBytes, out var head))
        {
            return false;
        }

        var stored = SegmentFormat.StoredLength(head);
        if (stored < 0 || stored > SegmentFormat.MaxStoredBytes || !TryFrame(SegmentFormat.RecordHeaderBytes + stored, out var record) || !SegmentFormat.RecordIsWhole(record))
        {
            return false;
        }

        if (!TryReveal(record[SegmentFormat.RecordHeaderBytes..], out payload))
        {
            return false;
        }

        Offset += record.Length;
        Next = Next.Next;
        return true;
    }

    /// <summary>Reads the file again at the next record: bytes seen earlier may since have been written.</summary>
    public void Forget() => _chunkUsed = 0;

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_chunk);
        CryptographicOperations.ZeroMemory(_plain);
        _cipher?.Dispose();
        _file.Dispose();
    }

    private bool TryReveal(ReadOnlySpan<byte> stored, out ReadOnlySpan<byte> payload)
    {
        payload = stored;
        if (_cipher is null)
        {
            return true;
        }

        var length = stored.Length - SegmentCipher.TagBytes;
        if (length < 0)
        {
            return false;
        }

        if (_plain.Length < length)
        {
            CryptographicOperations.ZeroMemory(_plain);
            _plain = new byte[Math.Max(length, 4096)];
        }

        payload = _plain.AsSpan(0, length);
        return _cipher.TryOpen(stored, _plain.AsSpan(0, length), Offset, Next);
    }

    private bool TryFrame(int bytes, out ReadOnlySpan<byte> frame)
    {
        var start = Offset - _chunkOffset;
        if (start < 0 || start + bytes > _chunkUsed)
        {
            if (bytes > _chunk.Length)
            {
                CryptographicOperations.ZeroMemory(_chunk);
                _chunk = new byte[bytes];
            }

            _chunkOffset = Offset;
            _chunkUsed = ReadFully(_file, _chunk, Offset);
            start = 0;
        }

        var whole = start + bytes <= _chunkUsed;
        frame = whole ? _chunk.AsSpan((int)start, bytes) : default;
        return whole;
    }

    private byte[] OpenPreamble(byte[] stored, string logName)
    {
        if (_cipher is null)
        {
            return stored;
        }

        var plain = new byte[Math.Max(0, stored.Length - SegmentCipher.TagBytes)];
        return stored.Length >= SegmentCipher.TagBytes && _cipher.TryOpen(stored, plain, SegmentFormat.HeaderBytes, Header.First)
            ? plain
            : throw WrongKey(logName);
    }

    private static SegmentCipher? CipherFor(SegmentHeader header, SegmentLogOptions options) => (header.Encrypted, options.NodeKey.IsEmpty) switch
    {
        (false, _) => null,
        (true, false) => new SegmentCipher(options.NodeKey.Span, header.Salt.Span),
        (true, true) => throw WrongKey(options.Name),
    };

    private static CryptographicException WrongKey(string logName) => new($"Log '{logName}' is sealed with another node key; start the node with the key it was written with.");

    private static int ReadFully(ILogFile file, Span<byte> destination, long offset)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = file.Read(destination[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
}
