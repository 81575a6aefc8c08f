namespace OrleansCare.Mqtt.Topics;

internal sealed record Subscription(ISubscriber Subscriber, TopicFilter Filter, SubscriptionOptions Options);
