namespace OrleansCare.Mqtt.Topics;

/// <summary>The aliases a connection sends under (5.0 section 3.3.2.3.4): the first topics get one for as long as it lasts.</summary>
internal sealed class TopicAliases(ushort maximum)
{
    private readonly Dictionary<string, ushort> _aliases = new(StringComparer.Ordinal);

    /// <summary>0: none. <paramref name="known"/>: the client has been told which topic it stands for.</summary>
    public ushort Of(string topic, out bool known)
    {
        known = _aliases.TryGetValue(topic, out ushort alias);
        return known || _aliases.Count == maximum ? alias : (ushort)(_aliases.Count + 1);
    }

    /// <summary>The client is being told.</summary>
    public void Add(string topic, ushort alias) => _aliases.Add(topic, alias);
}
