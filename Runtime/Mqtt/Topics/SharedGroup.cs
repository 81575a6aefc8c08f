namespace OrleansCare.Mqtt.Topics;

/// <summary>5.0 section 4.8.2: each message goes to one of the members, in turn; to one that is away only if all are.</summary>
internal sealed class SharedGroup(string name)
{
    private int _turn;

    public string Name => name;

    public SubscriberList Members { get; } = new();

    public Subscription Next()
    {
        int count = Members.Count;
        int first = _turn % count;
        _turn = (first + 1) % count;
        for (int step = 0; step < count; step++)
        {
            Subscription member = Members[(first + step) % count];
            if (member.Subscriber.IsConnected)
            {
                _turn = (first + step + 1) % count;
                return member;
            }
        }

        return Members[first];
    }
}
