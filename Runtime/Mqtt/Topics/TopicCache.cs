using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace OrleansCare.Mqtt.Topics;

/// <summary>A device repeats a few topics; a repeated one costs no string. Not thread-safe: one per connection.</summary>
internal sealed class TopicCache
{
    // Longer topics are valid, but not cached; a device that never repeats itself only empties the cache.
    private const int MaxCachedLength = 256;
    private const int MaxTopics = 256;

    private readonly char[] _decoded = new char[MaxCachedLength];
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TopicCache()
    {
        _lookup = _topics.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public MqttCloseReason TryGet(ReadOnlySpan<byte> utf8, out string topic)
    {
        topic = string.Empty;
        if (utf8.Length > MaxCachedLength)
        {
            return TryDecode(utf8, out topic);
        }

        if (Utf8.ToUtf16(utf8, _decoded, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            return MqttCloseReason.InvalidUtf8;
        }

        ReadOnlySpan<char> decoded = _decoded.AsSpan(0, length);
        if (_lookup.TryGetValue(decoded, out string? known))
        {
            topic = known;
            return MqttCloseReason.None;
        }

        MqttCloseReason fault = TryDecode(utf8, out topic);
        if (fault == MqttCloseReason.None)
        {
            if (_topics.Count == MaxTopics)
            {
                _topics.Clear();
            }

            _topics.Add(topic);
        }

        return fault;
    }

    private static MqttCloseReason TryDecode(ReadOnlySpan<byte> utf8, out string topic)
    {
        topic = string.Empty;
        if (!Utf8.IsValid(utf8) || utf8.Contains((byte)0))
        {
            return MqttCloseReason.InvalidUtf8;
        }

        topic = Encoding.UTF8.GetString(utf8);
        return TopicName.IsValid(topic) ? MqttCloseReason.None : MqttCloseReason.InvalidTopic;
    }
}
