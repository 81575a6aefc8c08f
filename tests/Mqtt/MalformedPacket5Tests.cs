using OrleansCare.Mqtt.Tests.Statements;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>MQTT 5.0 section 4.13: each broken packet ends its own connection, and its client is told why.</summary>
public sealed class MalformedPacket5Tests
{
    [Theory]
    [InlineData("alias 0", "30 07 0001 61 03 230000", "94", MqttCloseReason.TopicAliasInvalid)]
    [InlineData("alias above the maximum", "30 07 0001 61 03 230041", "94", MqttCloseReason.TopicAliasInvalid)]
    [InlineData("alias that stands for nothing", "30 06 0000 03 230001", "82", MqttCloseReason.ProtocolError)]
    [InlineData("no topic and no alias", "30 03 0000 00", "82", MqttCloseReason.ProtocolError)]
    [InlineData("alias twice", "30 0A 0001 61 06 230001 230001", "82", MqttCloseReason.ProtocolError)]
    [InlineData("subscription id from a client", "30 06 0001 61 02 0B01", "82", MqttCloseReason.ProtocolError)]
    [InlineData("payload format 2", "30 06 0001 61 02 0102", "82", MqttCloseReason.ProtocolError)]
    [InlineData("response topic with a wildcard", "30 08 0001 61 04 08000123", "90", MqttCloseReason.InvalidTopic)]
    [InlineData("session expiry in PUBLISH", "30 09 0001 61 05 1100000001", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("properties longer than the packet", "30 04 0001 61 09", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("PUBLISH without properties", "30 03 0001 61", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("topic with a wildcard", "30 04 0001 23 00", "90", MqttCloseReason.InvalidTopic)]
    [InlineData("topic not UTF-8", "30 05 0002 C328 00", "81", MqttCloseReason.InvalidUtf8)]
    [InlineData("topic with a surrogate", "30 06 0003 EDA080 00", "81", MqttCloseReason.InvalidUtf8)]
    [InlineData("topic with U+0000", "30 04 0001 00 00", "81", MqttCloseReason.InvalidUtf8)]
    [InlineData("response topic not UTF-8", "30 09 0001 61 05 080002C328", "81", MqttCloseReason.InvalidUtf8)]
    [InlineData("content type not UTF-8", "30 09 0001 61 05 030002C328", "81", MqttCloseReason.InvalidUtf8)]
    [InlineData("DUP with QoS 0", "38 04 0001 61 00", "81", MqttCloseReason.MalformedHeader)]
    [InlineData("PUBREL with wrong flags", "60 02 0001", "81", MqttCloseReason.MalformedHeader)]
    [InlineData("DISCONNECT with flags", "E1 00", "81", MqttCloseReason.MalformedHeader)]
    [InlineData("SUBSCRIBE with wrong flags", "80 07 0001 00 0001 61 00", "81", MqttCloseReason.MalformedHeader)]
    [InlineData("SUBSCRIBE filter not UTF-8", "82 08 0001 00 0002 C328 00", "81", MqttCloseReason.InvalidUtf8)]
    [InlineData("UNSUBSCRIBE with wrong flags", "A0 06 0001 00 0001 61", "81", MqttCloseReason.MalformedHeader)]
    [InlineData("UNSUBSCRIBE filter not UTF-8", "A2 07 0001 00 0002 C328", "81", MqttCloseReason.InvalidUtf8)]
    [InlineData("QoS 3", "36 06 0001 61 0001 00", "81", MqttCloseReason.InvalidQos)]
    [InlineData("packet id 0", "32 06 0001 61 0000 00", "82", MqttCloseReason.PacketIdZero)]
    [InlineData("overlong remaining length", "C0 80 00", "81", MqttCloseReason.MalformedLength)]
    [InlineData("PUBLISH above the limit", "30 FF FF FF 7F", "95", MqttCloseReason.PacketTooLarge)]
    [InlineData("second CONNECT", "10 0F 0004 4D515454 05 02 003C 00 0002 6231", "82", MqttCloseReason.SecondConnect)]
    [InlineData("AUTH", "F0 00", "82", MqttCloseReason.ProtocolError)]
    [InlineData("AUTH with flags", "F1 00", "81", MqttCloseReason.MalformedHeader)]
    [InlineData("CONNACK from a client", "20 03 000000", "82", MqttCloseReason.UnexpectedPacket)]
    [InlineData("PUBACK with a reason of another packet", "40 03 0001 92", "82", MqttCloseReason.ProtocolError)]
    [InlineData("PUBREL with a reason of another packet", "62 03 0001 97", "82", MqttCloseReason.ProtocolError)]
    [InlineData("PUBACK with an alias", "40 07 0001 00 03 230001", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("PUBACK with bytes after its properties", "40 05 0001 00 00 00", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("SUBSCRIBE QoS 3", "82 07 0001 00 0001 61 03", "82", MqttCloseReason.ProtocolError)]
    [InlineData("SUBSCRIBE with reserved options", "82 07 0001 00 0001 61 40", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("SUBSCRIBE retain handling 3", "82 07 0001 00 0001 61 30", "82", MqttCloseReason.ProtocolError)]
    [InlineData("SUBSCRIBE subscription id 0", "82 09 0001 02 0B00 0001 61 00", "82", MqttCloseReason.ProtocolError)]
    [InlineData("SUBSCRIBE two subscription ids", "82 0B 0001 04 0B010B02 0001 61 00", "82", MqttCloseReason.ProtocolError)]
    [InlineData("SUBSCRIBE no local on a shared one", "82 10 0001 00 000A 2473686172652F672F61 04", "82", MqttCloseReason.ProtocolError)]
    [InlineData("SUBSCRIBE without filter", "82 03 0001 00", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("SUBSCRIBE wildcard within a level", "82 08 0001 00 0002 612B 00", "81", MqttCloseReason.InvalidFilter)]
    [InlineData("SUBSCRIBE # not at the end", "82 09 0001 00 0003 232F61 00", "81", MqttCloseReason.InvalidFilter)]
    [InlineData("SUBSCRIBE share without filter", "82 0E 0001 00 0008 2473686172652F67 00", "81", MqttCloseReason.InvalidFilter)]
    [InlineData("SUBSCRIBE share without name", "82 0F 0001 00 0009 2473686172652F2F61 00", "81", MqttCloseReason.InvalidFilter)]
    [InlineData("SUBSCRIBE share name with a wildcard", "82 10 0001 00 000A 2473686172652F2B2F61 00", "81", MqttCloseReason.InvalidFilter)]
    [InlineData("UNSUBSCRIBE without filter", "A2 03 0001 00", "81", MqttCloseReason.MalformedPacket)]
    [InlineData("UNSUBSCRIBE with a subscription id", "A2 08 0001 02 0B01 0001 61", "81", MqttCloseReason.MalformedPacket)]
    [Mqtt5(
        "1.5.4-1", "1.5.4-2", "2.1.3-1", "3.1.0-2", "3.2.0-2", "3.3.1-2", "3.3.1-4", "3.3.2-1", "3.3.2-2", "3.3.2-8", "3.3.2-9", "3.3.2-13", "3.3.2-14",
        "3.3.2-19", "3.3.4-6", "3.6.1-1", "3.8.1-1", "3.8.3-1", "3.8.3-2", "3.8.3-4", "3.8.3-5", "3.10.1-1", "3.10.3-1", "3.10.3-2", "3.14.1-1", "3.14.2-1", "3.14.4-1",
        "3.14.4-2", "3.15.1-1", "4.7.0-1", "4.7.1-1", "4.7.1-2", "4.7.3-1", "4.7.3-2", "4.8.2-1", "4.8.2-2", "4.13.1-1", "4.13.2-1")]
    public async Task A_broken_packet_is_told_its_code(string what, string hex, string code, MqttCloseReason reason)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(hex);

        string answered = await peer.ReadToEndAsync();

        Assert.True(answered == Goodbye(code, reason), $"{what}: {answered}");
        await sums.ReachesAsync($"mqtt.closed/{reason}", 1);
        Assert.Empty(server.Application.All);
    }
}
