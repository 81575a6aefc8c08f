using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Tests.Workloads;

/// <summary>Random subscriptions that come and go: the tree hands a message to whom the filters say one by one (section 4.7).</summary>
public sealed class SubscriptionWorkloadTests
{
    private const int Subscribers = 4;

    private static readonly Gen<string> Level = Gen.Elements("a", "b", string.Empty, "$s");

    private static readonly Gen<string> Topic = Path(Level).Where(topic => topic.Length > 0);

    private static readonly Gen<string> Filter =
        Path(Gen.Frequency((3, Level), (2, Gen.Constant("+")))).SelectMany(path => Gen.Elements(path, path + "/#", "#")).Where(filter => filter.Length > 0);

    [Fact]
    public void A_message_goes_to_whom_the_filters_say_one_by_one()
    {
        var step = Gen.Zip(
            Gen.Zip(Gen.Choose(0, Subscribers - 1), Gen.Frequency((2, Gen.Constant(true)), (1, Gen.Constant(false)))),
            Gen.Zip(Filter, Topic),
            (who, what) => (Subscriber: who.Item1, Subscribes: who.Item2, Filter: what.Item1, Topic: what.Item2));
        var property = Prop.ForAll(step.ArrayOf().ToArbitrary(), steps =>
        {
            var tree = new SubscriptionTree();
            Inbox[] inboxes = [.. Enumerable.Range(0, Subscribers).Select(number => new Inbox($"{number}"))];
            foreach ((int subscriber, bool subscribes, string text, string topic) in steps)
            {
                Assert.Equal(MqttCloseReason.None, TopicFilter.TryParse(text, out TopicFilter? filter));
                inboxes[subscriber].Change(tree, filter!, subscribes);
                string[] expected = [.. inboxes.Where(inbox => inbox.Filters.Values.Any(held => held.Matches(topic))).Select(inbox => inbox.ClientId)];
                int count = tree.Distribute(new MqttMessage(topic, default, MqttQos.AtMostOnce, retain: false, [], null, 0), "publisher");

                Assert.Equal(expected, inboxes.Where(inbox => inbox.Take()).Select(inbox => inbox.ClientId));
                Assert.Equal(expected.Length, count);
            }
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    private static Gen<string> Path(Gen<string> level) =>
        Gen.Choose(1, 4).SelectMany(length => level.ArrayOf(length)).Select(levels => string.Join('/', levels));

    private sealed class Inbox(string clientId) : ISubscriber
    {
        private int _received;

        public string ClientId => clientId;

        public bool IsConnected => true;

        public Dictionary<string, TopicFilter> Filters { get; } = [];

        public void Change(SubscriptionTree tree, TopicFilter filter, bool subscribes)
        {
            if (subscribes)
            {
                Filters[filter.Text] = filter;
                tree.Add(new Subscription(this, filter, new SubscriptionOptions(MqttQos.AtMostOnce)));
            }
            else
            {
                Filters.Remove(filter.Text);
                tree.Remove(filter, this);
            }
        }

        public void Deliver(MqttMessage message, MqttQos qos, bool retain, uint[] subscriptionIds) => _received++;

        /// <returns>Whether exactly one message came since the last time.</returns>
        public bool Take()
        {
            Assert.InRange(_received, 0, 1);
            (int received, _received) = (_received, 0);
            return received == 1;
        }
    }
}
