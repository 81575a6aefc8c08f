namespace OrleansCare.Mqtt.Topics;

/// <summary>Section 4.7: a topic name, unlike a filter, has no wildcard.</summary>
internal static class TopicName
{
    public const char Separator = '/';

    public static bool IsValid(ReadOnlySpan<char> topic) => !topic.IsEmpty && !topic.ContainsAny('+', '#', '\0');

    /// <summary>Takes the first level off; an empty one is a level too.</summary>
    public static ReadOnlySpan<char> CutLevel(ref ReadOnlySpan<char> rest, out bool goesOn)
    {
        int end = rest.IndexOf(Separator);
        goesOn = end >= 0;
        ReadOnlySpan<char> level = goesOn ? rest[..end] : rest;
        rest = goesOn ? rest[(end + 1)..] : default;
        return level;
    }
}
