namespace OrleansCare.Mqtt.Topics;

/// <summary>One level of the subscriptions' filters; <c>+</c> and <c>#</c> are levels like others here.</summary>
internal sealed class SubscriptionNode
{
    private readonly SubscriberList _subscribers = new();
    private readonly Dictionary<string, SubscriptionNode> _children = new(StringComparer.Ordinal);
    private readonly List<SharedGroup> _shared = [];

    private bool IsEmpty => _subscribers.Count == 0 && _children.Count == 0 && _shared.Count == 0;

    public void Add(ReadOnlySpan<char> levels, Subscription subscription)
    {
        SubscriptionNode node = this;
        for (bool goesOn = true; goesOn;)
        {
            ReadOnlySpan<char> level = TopicName.CutLevel(ref levels, out goesOn);
            Dictionary<string, SubscriptionNode>.AlternateLookup<ReadOnlySpan<char>> children = node._children.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!children.TryGetValue(level, out SubscriptionNode? child))
            {
                child = new SubscriptionNode();
                children[level] = child;
            }

            node = child;
        }

        node.ListOf(subscription.Filter).Set(subscription);
    }

    /// <summary>Also removes what became empty on the way.</summary>
    public void Remove(ReadOnlySpan<char> levels, bool goesOn, TopicFilter filter, ISubscriber subscriber)
    {
        if (!goesOn)
        {
            SubscriberList list = ListOf(filter);
            list.Remove(subscriber);
            if (list.Count == 0)
            {
                _shared.RemoveAll(group => group.Members.Count == 0);
            }

            return;
        }

        ReadOnlySpan<char> level = TopicName.CutLevel(ref levels, out goesOn);
        Dictionary<string, SubscriptionNode>.AlternateLookup<ReadOnlySpan<char>> children = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        if (children.TryGetValue(level, out SubscriptionNode? child))
        {
            child.Remove(levels, goesOn, filter, subscriber);
            if (child.IsEmpty)
            {
                children.Remove(level);
            }
        }
    }

    /// <param name="levels">The levels of the topic below this node.</param>
    /// <param name="goesOn">Whether there are any; an empty level is one too.</param>
    /// <param name="wildcards">False at the root for topics that begin with $ (MQTT-4.7.2-1).</param>
    /// <param name="found">Of each shared group one member.</param>
    public void Match(ReadOnlySpan<char> levels, bool goesOn, bool wildcards, List<Subscription> found)
    {
        if (wildcards && _children.TryGetValue("#", out SubscriptionNode? everythingBelow))
        {
            everythingBelow.AddTo(found);
        }

        if (!goesOn)
        {
            AddTo(found);
            return;
        }

        ReadOnlySpan<char> level = TopicName.CutLevel(ref levels, out goesOn);
        if (_children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out SubscriptionNode? exact))
        {
            exact.Match(levels, goesOn, wildcards: true, found);
        }

        if (wildcards && _children.TryGetValue("+", out SubscriptionNode? anyLevel))
        {
            anyLevel.Match(levels, goesOn, wildcards: true, found);
        }
    }

    private void AddTo(List<Subscription> found)
    {
        _subscribers.AddTo(found);
        foreach (SharedGroup group in _shared)
        {
            found.Add(group.Next());
        }
    }

    private SubscriberList ListOf(TopicFilter filter)
    {
        if (filter.ShareName is null)
        {
            return _subscribers;
        }

        SharedGroup? group = _shared.Find(group => group.Name == filter.ShareName);
        if (group is null)
        {
            group = new SharedGroup(filter.ShareName);
            _shared.Add(group);
        }

        return group.Members;
    }
}
