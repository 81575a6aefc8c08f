namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 4.7: a topic name, unlike a filter, has no wildcard.</summary>
internal static class TopicName
{
    public static bool IsValid(ReadOnlySpan<char> topic) => !topic.IsEmpty && !topic.ContainsAny('+', '#', '\0');
}
