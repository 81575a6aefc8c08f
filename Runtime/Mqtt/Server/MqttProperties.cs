using System.Text;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>What a 5.0 publisher says about its payload. Absent ones are empty; a 3.1.1 publisher has none.</summary>
public readonly ref struct MqttProperties
{
    private readonly ReadOnlySpan<byte> _block;
    private readonly ulong _allowed;

    internal MqttProperties(ReadOnlySpan<byte> block, ulong allowed)
    {
        _block = block;
        _allowed = allowed;
    }

    /// <summary>The publisher says that the payload is UTF-8; nobody has checked.</summary>
    public bool PayloadIsUtf8 => TryFind(PropertyId.PayloadFormat, out PropertyReader found) && found.Number == 1;

    public string ContentType => Text(PropertyId.ContentType);

    public string ResponseTopic => Text(PropertyId.ResponseTopic);

    public ReadOnlySpan<byte> CorrelationData => TryFind(PropertyId.CorrelationData, out PropertyReader found) ? found.Bytes : default;

    /// <summary>In the publisher's order; a name may come more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ReadUserProperties()
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var properties = new PropertyReader(_block, _allowed);
        while (properties.Next())
        {
            if (properties.Id == PropertyId.UserProperty)
            {
                pairs.Add(new(Encoding.UTF8.GetString(properties.Name), Encoding.UTF8.GetString(properties.Bytes)));
            }
        }

        return pairs;
    }

    internal byte[] CopyForwarded() => _block.IsEmpty ? [] : ForwardedProperties.Copy(_block, _allowed);

    private string Text(PropertyId id) => TryFind(id, out PropertyReader found) ? Encoding.UTF8.GetString(found.Bytes) : string.Empty;

    private bool TryFind(PropertyId id, out PropertyReader found)
    {
        found = new PropertyReader(_block, _allowed);
        while (found.Next())
        {
            if (found.Id == id)
            {
                return true;
            }
        }

        return false;
    }
}
