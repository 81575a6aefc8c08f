using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Sessions;

/// <summary>Section 3.3.1.3: the last message of each topic whose publisher asked to retain it. Bounded, in memory, thread-safe.</summary>
internal sealed class RetainedMessages(MqttServerOptions options, MqttMetrics metrics)
{
    private readonly Dictionary<string, Retained> _messages = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _bytes;

    /// <summary>An empty payload removes the topic's message (MQTT-3.3.1-6, -7). One that finds no room is not retained, and counted; the topic's former one is gone all the same.</summary>
    public bool TrySet(MqttMessage message, string publisher)
    {
        lock (_gate)
        {
            Remove(message.Topic);
            if (message.Payload.IsEmpty)
            {
                return true;
            }

            if (_messages.Count >= options.MaxRetainedMessages || _bytes + message.Bytes > options.MaxRetainedBytes)
            {
                metrics.Dropped(DropCause.RetainedFull);
                return false;
            }

            _messages.Add(message.Topic, new Retained(message, publisher));
            _bytes += message.Bytes;
            metrics.Retained(1);
            return true;
        }
    }

    /// <param name="except">A client id whose messages are left out; null: none.</param>
    public List<MqttMessage> Matching(TopicFilter filter, long now, string? except)
    {
        lock (_gate)
        {
            var matching = new List<MqttMessage>();
            foreach ((MqttMessage message, string publisher) in _messages.Values)
            {
                if (message.HasExpired(now))
                {
                    Remove(message.Topic);
                    metrics.Dropped(DropCause.Expired);
                }
                else if (publisher != except && filter.Matches(message.Topic))
                {
                    matching.Add(message);
                }
            }

            return matching;
        }
    }

    private void Remove(string topic)
    {
        if (_messages.Remove(topic, out Retained former))
        {
            _bytes -= former.Message.Bytes;
            metrics.Retained(-1);
        }
    }

    private readonly record struct Retained(MqttMessage Message, string Publisher);
}
