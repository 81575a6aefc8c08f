using System.Text;

namespace Orleans.Runtime;

/// <summary>UTF-8 text of an identity with its hash, which is the same on every machine and in every run.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    private readonly byte[]? _value;
    private readonly uint _hash;

    private IdSpan(byte[] value)
    {
        _value = value;
        var hash = FnvOffset;
        foreach (var b in value)
        {
            hash = (hash ^ b) * FnvPrime;
        }

        // FNV leaves the high bits of short keys alike; the finisher of MurmurHash3 spreads them.
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        _hash = hash ^ (hash >> 16);
    }

    public ReadOnlyMemory<byte> Value => _value;

    public bool IsDefault => _value is null || _value.Length == 0;

    public static IdSpan Create(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new IdSpan(Encoding.UTF8.GetBytes(id));
    }

    public ReadOnlySpan<byte> AsSpan() => _value;

    public uint GetUniformHashCode() => _hash;

    public bool Equals(IdSpan other) => ReferenceEquals(_value, other._value) || (_hash == other._hash && AsSpan().SequenceEqual(other.AsSpan()));

    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    public override int GetHashCode() => (int)_hash;

    public override string ToString() => _value is null ? string.Empty : Encoding.UTF8.GetString(_value);

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
