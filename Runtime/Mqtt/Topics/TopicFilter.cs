namespace OrleansCare.Mqtt.Topics;

/// <summary>Sections 4.7 and 4.8: what a subscription asks for. Equal if the text is equal.</summary>
internal sealed record TopicFilter
{
    private const string SharePrefix = "$share/";

    private TopicFilter(string text, string levels, string? shareName)
    {
        Text = text;
        Levels = levels;
        ShareName = shareName;
    }

    /// <summary>As the client wrote it.</summary>
    public string Text { get; }

    /// <summary>What topics are compared with: the text without <c>$share/name/</c>.</summary>
    public string Levels { get; }

    /// <summary>Null: not shared.</summary>
    public string? ShareName { get; }

    public bool IsShared => ShareName is not null;

    /// <summary>MQTT-4.7.1-1 and -2 (4.7.1-2 and -3 in 3.1.1), MQTT-4.7.3-1, MQTT-4.8.2-1 and -2.</summary>
    public static MqttCloseReason TryParse(string text, out TopicFilter? filter)
    {
        filter = null;
        string levels = text;
        string? shareName = null;
        if (text.StartsWith(SharePrefix, StringComparison.Ordinal))
        {
            int end = text.IndexOf('/', SharePrefix.Length);
            if (end < 0)
            {
                return MqttCloseReason.InvalidFilter;
            }

            shareName = text[SharePrefix.Length..end];
            levels = text[(end + 1)..];
            if (shareName.Length == 0 || shareName.AsSpan().ContainsAny('+', '#'))
            {
                return MqttCloseReason.InvalidFilter;
            }
        }

        if (!WildcardsAreValid(levels))
        {
            return MqttCloseReason.InvalidFilter;
        }

        filter = new TopicFilter(text, levels, shareName);
        return MqttCloseReason.None;
    }

    /// <summary>Whether a topic is one that was asked for; wildcards at the start do not reach topics that begin with $ (MQTT-4.7.2-1).</summary>
    public bool Matches(ReadOnlySpan<char> topic)
    {
        ReadOnlySpan<char> filter = Levels;
        if (topic.StartsWith('$') && filter[0] is '+' or '#')
        {
            return false;
        }

        while (true)
        {
            ReadOnlySpan<char> wanted = TopicName.CutLevel(ref filter, out bool filterGoesOn);
            if (wanted is "#")
            {
                return true;
            }

            ReadOnlySpan<char> level = TopicName.CutLevel(ref topic, out bool topicGoesOn);
            if (wanted is not "+" && !wanted.SequenceEqual(level))
            {
                return false;
            }

            if (!topicGoesOn)
            {
                // "sport/#" also stands for "sport".
                return !filterGoesOn || filter is "#";
            }

            if (!filterGoesOn)
            {
                return false;
            }
        }
    }

    private static bool WildcardsAreValid(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        bool goesOn = true;
        while (goesOn)
        {
            ReadOnlySpan<char> level = TopicName.CutLevel(ref rest, out goesOn);
            if ((level.ContainsAny('+', '#') && level.Length > 1) || (level is "#" && goesOn))
            {
                return false;
            }
        }

        return true;
    }
}
