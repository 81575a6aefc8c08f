using System.Security.Cryptography;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// The newest messages by sender and control id (MSH-3, MSH-4, MSH-10) with a hash of their content. Bounded, in memory: what was resent before a
/// restart and not yet acknowledged is taken again after it.
/// </summary>
internal sealed class MessageMemory
{
    public const int MessagesAtMost = 65_536;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, (UInt128 Content, IReadOnlyList<byte[]> Replies)> _messages = [];
    private readonly Queue<UInt128> _order = new();

    public static UInt128 KeyOf(Hl7Message message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in (ReadOnlySpan<int>)[3, 4, 10])
        {
            hash.AppendData(message.Header[field].Raw);
            hash.AppendData([0]);
        }

        return Shorten(hash.GetHashAndReset());
    }

    public static UInt128 ContentOf(Hl7Message message) => Shorten(SHA256.HashData(message.Bytes.Span));

    /// <returns>Null: not seen. Else whether it is the same message again, and what was replied then.</returns>
    public (bool IsSame, IReadOnlyList<byte[]> Replies)? Find(UInt128 key, UInt128 content)
    {
        lock (_gate)
        {
            return _messages.TryGetValue(key, out var known) ? (known.Content == content, known.Replies) : null;
        }
    }

    public void Add(UInt128 key, UInt128 content, IReadOnlyList<byte[]> replies)
    {
        lock (_gate)
        {
            if (_messages.TryAdd(key, (content, replies)))
            {
                _order.Enqueue(key);
                if (_order.Count > MessagesAtMost)
                {
                    _messages.Remove(_order.Dequeue());
                }
            }
        }
    }

    private static UInt128 Shorten(byte[] hash) => new(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8));
}
