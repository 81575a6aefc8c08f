using System.Buffers;
using System.Text;
using OrleansCare.BedSimulator.Identity;

namespace OrleansCare.Cli.Leaks;

/// <summary>Looks for planted identifiers in bytes, whatever their case, as UTF-8, UTF-16, base64 at any alignment, and percent-encoded.</summary>
public sealed class LeakScanner
{
    private const int BlockSize = 1 << 20;

    private readonly ILookup<int, Pattern> _byLength;
    private readonly SearchValues<string> _search;
    private readonly int _longest;

    public LeakScanner(IEnumerable<PlantedIdentifier> planted)
    {
        var patterns = planted.SelectMany(PatternsOf).DistinctBy(p => (p.Field, p.Text)).ToList();
        _byLength = patterns.ToLookup(p => p.Text.Length);
        _search = SearchValues.Create([.. patterns.Select(p => p.Text).Distinct()], StringComparison.OrdinalIgnoreCase);
        _longest = patterns.Count == 0 ? 1 : patterns.Max(p => p.Text.Length);
    }

    public IReadOnlyList<Leak> ScanFile(string path, string name)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Scan(file, name);
    }

    /// <summary>Looks into the names of everything below a folder, not into the contents.</summary>
    public IReadOnlyList<Leak> ScanNames(string directory, string name)
    {
        var names = string.Join('\n', Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(directory, path)));
        return Scan(new MemoryStream(Encoding.UTF8.GetBytes(names)), name);
    }

    public IReadOnlyList<Leak> Scan(Stream stream, string name)
    {
        // Every byte becomes one char, so that text search finds bytes.
        var bytes = new byte[BlockSize];
        var text = new char[BlockSize + _longest];
        var found = new Dictionary<Pattern, int>();
        var kept = 0;
        int read;
        while ((read = stream.ReadAtLeast(bytes, BlockSize, throwOnEndOfStream: false)) > 0)
        {
            Encoding.Latin1.GetChars(bytes.AsSpan(0, read), text.AsSpan(kept));
            var length = kept + read;
            var last = read < BlockSize;
            var searchable = last ? length : length - _longest;
            Find(text.AsSpan(0, length), Math.Max(0, searchable), found);
            kept = last ? 0 : Math.Min(_longest, length);
            text.AsSpan(length - kept, kept).CopyTo(text);
        }

        if (kept > 0)
        {
            Find(text.AsSpan(0, kept), kept, found);
        }

        return [.. found.Select(f => new Leak(name, f.Key.Field, f.Key.Encoding, f.Value))];
    }

    /// <summary>Counts every pattern that begins before <paramref name="end"/>.</summary>
    private void Find(ReadOnlySpan<char> text, int end, Dictionary<Pattern, int> found)
    {
        var at = 0;
        while (at < end && text[at..].IndexOfAny(_search) is var next and >= 0 && at + next < end)
        {
            at += next;
            foreach (var ofLength in _byLength)
            {
                if (at + ofLength.Key > text.Length)
                {
                    continue;
                }

                var candidate = text.Slice(at, ofLength.Key);
                foreach (var pattern in ofLength)
                {
                    if (candidate.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase))
                    {
                        found[pattern] = found.GetValueOrDefault(pattern) + 1;
                    }
                }
            }

            at++;
        }
    }

    private static IEnumerable<Pattern> PatternsOf(PlantedIdentifier planted)
    {
        Pattern Bytes(string encoding, Encoding how) => new(planted.Field, encoding, Encoding.Latin1.GetString(how.GetBytes(planted.Value)));

        yield return Bytes("utf-8", Encoding.UTF8);
        yield return Bytes("utf-16le", Encoding.Unicode);
        yield return Bytes("utf-16be", Encoding.BigEndianUnicode);
        yield return new Pattern(planted.Field, "url", Uri.EscapeDataString(planted.Value));
        yield return new Pattern(planted.Field, "url", Uri.EscapeDataString(planted.Value).Replace("%20", "+", StringComparison.Ordinal));
        var value = Encoding.UTF8.GetBytes(planted.Value);
        for (var before = 0; before < 3; before++)
        {
            yield return new Pattern(planted.Field, "base64", InBase64(value, before));
        }
    }

    /// <summary>The characters that depend on the value alone when it stands <paramref name="before"/> bytes into a longer text.</summary>
    private static string InBase64(byte[] value, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. value]);
        var first = ((before * 8) + 5) / 6;
        var end = (before + value.Length) * 8 / 6;
        return encoded[first..end];
    }

    private sealed record Pattern(string Field, string Encoding, string Text);
}
