using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>A namespace, which may be missing, and a key. Written <c>namespace/key</c>.</summary>
[Immutable]
[GenerateSerializer]
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    [Id(0)]
    private readonly byte[] _fullKey;

    [Id(1)]
    private readonly ushort _keyIndex;

    private StreamId(byte[] fullKey, ushort keyIndex)
    {
        _fullKey = fullKey;
        _keyIndex = keyIndex;
    }

    public ReadOnlyMemory<byte> FullKey => _fullKey;

    public ReadOnlyMemory<byte> Namespace => _fullKey.AsMemory(0, _keyIndex);

    public ReadOnlyMemory<byte> Key => _fullKey.AsMemory(_keyIndex);

    public static StreamId Create(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var space = Encoding.UTF8.GetBytes(ns ?? string.Empty);
        return new StreamId([.. space, .. Encoding.UTF8.GetBytes(key)], checked((ushort)space.Length));
    }

    public static StreamId Create(string? ns, Guid key) => Create(ns, key.ToString("N", CultureInfo.InvariantCulture));

    public static StreamId Create(string? ns, long key) => Create(ns, key.ToString(CultureInfo.InvariantCulture));

    public string GetKeyAsString() => Encoding.UTF8.GetString(Key.Span);

    public string? GetNamespace() => _keyIndex == 0 ? null : Encoding.UTF8.GetString(Namespace.Span);

    public bool Equals(StreamId other) => _keyIndex == other._keyIndex && _fullKey.AsSpan().SequenceEqual(other._fullKey);

    public int CompareTo(StreamId other) => _fullKey.AsSpan().SequenceCompareTo(other._fullKey);

    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_fullKey);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{GetNamespace() ?? "null"}/{GetKeyAsString()}";

    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);
}
