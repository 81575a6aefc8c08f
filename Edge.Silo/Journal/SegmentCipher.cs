using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansCare.Edge.Journal;

/// <summary>
/// AES-256-GCM under HKDF-SHA256(node key, salt of the segment). The nonce is the record's offset in its file: a segment is written once,
/// front to back, by one process that never opens it again for writing, so no offset and therefore no nonce repeats under a key.
/// </summary>
internal sealed class SegmentCipher : IDisposable
{
    public const int KeyBytes = 32;
    public const int SaltBytes = 32;
    public const int TagBytes = 16;

    private const int NonceBytes = 12;
    private readonly AesGcm _aes;

    public SegmentCipher(ReadOnlySpan<byte> nodeKey, ReadOnlySpan<byte> salt)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, nodeKey, key, salt, "OrleansCare log segment 1"u8);
        _aes = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <param name="stored">As long as <paramref name="plain"/> plus <see cref="TagBytes"/>.</param>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> stored, long offset, LogPosition position)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Span<byte> place = stackalloc byte[sizeof(long)];
        Bind(nonce, place, offset, position);
        _aes.Encrypt(nonce, plain, stored[..plain.Length], stored[plain.Length..], place);
    }

    /// <summary>False when the key is another one or the bytes are not what was sealed at this place.</summary>
    public bool TryOpen(ReadOnlySpan<byte> stored, Span<byte> plain, long offset, LogPosition position)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Span<byte> place = stackalloc byte[sizeof(long)];
        Bind(nonce, place, offset, position);
        try
        {
            _aes.Decrypt(nonce, stored[..^TagBytes], stored[^TagBytes..], plain, place);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();

    private static void Bind(Span<byte> nonce, Span<byte> place, long offset, LogPosition position)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce[(NonceBytes - sizeof(long))..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(place, position.Value);
    }
}
