using OrleansCare.Mqtt.Tests.Statements;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Each broken packet ends its own connection, with its own reason.</summary>
public sealed class MalformedPacketTests
{
    [Theory]
    [InlineData("first packet is PINGREQ", "C0 00", MqttCloseReason.FirstPacketNotConnect)]
    [InlineData("an HTTP request", "474554202F20", MqttCloseReason.MalformedHeader)]
    [InlineData("CONNECT flags in the header", "11 0E 0004 4D515454 04 02 003C 0002 6231", MqttCloseReason.MalformedHeader)]
    [InlineData("CONNECT above its limit", "10 FF FF 7F", MqttCloseReason.PacketTooLarge)]
    [InlineData("five length bytes", "10 80 80 80 80 01", MqttCloseReason.MalformedLength)]
    [InlineData("reserved connect flag", "10 0E 0004 4D515454 04 03 003C 0002 6231", MqttCloseReason.MalformedPacket)]
    [InlineData("password without user", "10 11 0004 4D515454 04 42 003C 0002 6231 0001 70", MqttCloseReason.MalformedPacket)]
    [InlineData("will QoS without will", "10 0E 0004 4D515454 04 0A 003C 0002 6231", MqttCloseReason.MalformedPacket)]
    [InlineData("will QoS 3", "10 14 0004 4D515454 04 1E 003C 0002 6231 0001 77 0001 78", MqttCloseReason.MalformedPacket)]
    [InlineData("will topic with wildcard", "10 14 0004 4D515454 04 06 003C 0002 6231 0001 23 0001 78", MqttCloseReason.InvalidTopic)]
    [InlineData("client id longer than the packet", "10 0E 0004 4D515454 04 02 003C 0009 6231", MqttCloseReason.MalformedPacket)]
    [InlineData("bytes after the payload", "10 0F 0004 4D515454 04 02 003C 0002 6231 00", MqttCloseReason.MalformedPacket)]
    [InlineData("client id is not UTF-8", "10 0E 0004 4D515454 04 02 003C 0002 C328", MqttCloseReason.InvalidUtf8)]
    [InlineData("client id with U+0000", "10 0E 0004 4D515454 04 02 003C 0002 6200", MqttCloseReason.InvalidUtf8)]
    [InlineData("empty CONNECT", "10 00", MqttCloseReason.MalformedPacket)]
    [Mqtt311("1.5.3-1", "1.5.3-2", "2.2.2-2", "3.1.0-1", "3.1.2-3", "3.1.2-9",
        "3.1.2-11", "3.1.2-13", "3.1.2-14", "3.1.2-15", "3.1.2-22", "3.1.3-3", "3.1.3-4", "3.1.4-1", "3.2.2-6")]
    [Mqtt5("3.1.0-1")]
    public async Task Before_connect(string what, string hex, MqttCloseReason reason) => await ExpectAsync(what, hex, string.Empty, reason);

    [Theory]
    [InlineData("level 3", "10 0E 0004 4D515454 03 02 003C 0002 6231")]
    [InlineData("MQTT 3.1", "10 10 0006 4D5149736470 03 02 003C 0002 6231")]
    [Mqtt311("3.1.2-1", "3.1.2-2")]
    public async Task Another_protocol_is_told_so(string what, string hex) => await ExpectAsync(what, hex, "20020001", MqttCloseReason.UnsupportedProtocol);

    [Theory]
    [InlineData("second CONNECT", RawPeer.Connect, MqttCloseReason.SecondConnect)]
    [InlineData("type 0", "00 00", MqttCloseReason.MalformedHeader)]
    [InlineData("type 15", "F0 00", MqttCloseReason.MalformedHeader)]
    [InlineData("PUBLISH QoS 3", "36 06 0001 61 0001 78", MqttCloseReason.InvalidQos)]
    [InlineData("PUBLISH DUP with QoS 0", "38 04 0001 61 78", MqttCloseReason.MalformedHeader)]
    [InlineData("PUBLISH packet id 0", "32 06 0001 61 0000 78", MqttCloseReason.PacketIdZero)]
    [InlineData("PUBLISH with +", "30 06 0003 612F2B 78", MqttCloseReason.InvalidTopic)]
    [InlineData("PUBLISH with #", "30 04 0001 23 78", MqttCloseReason.InvalidTopic)]
    [InlineData("PUBLISH without topic", "30 03 0000 78", MqttCloseReason.InvalidTopic)]
    [InlineData("PUBLISH topic not UTF-8", "30 05 0002 C328 78", MqttCloseReason.InvalidUtf8)]
    [InlineData("PUBLISH topic with a surrogate", "30 06 0003 EDA080 78", MqttCloseReason.InvalidUtf8)]
    [InlineData("PUBLISH topic with U+0000", "30 04 0001 00 78", MqttCloseReason.InvalidUtf8)]
    [InlineData("PUBLISH topic longer than the packet", "30 04 0009 61 78", MqttCloseReason.MalformedPacket)]
    [InlineData("PUBLISH without packet id", "32 03 0001 61", MqttCloseReason.MalformedPacket)]
    [InlineData("PUBLISH of one byte", "30 01 00", MqttCloseReason.MalformedPacket)]
    [InlineData("PUBLISH above the limit", "30 FF FF FF 7F", MqttCloseReason.PacketTooLarge)]
    [InlineData("CONNACK from a client", "20 02 0000", MqttCloseReason.UnexpectedPacket)]
    [InlineData("PUBREL with wrong flags", "60 02 0001", MqttCloseReason.MalformedHeader)]
    [InlineData("SUBSCRIBE without filter", "82 02 0001", MqttCloseReason.MalformedPacket)]
    [InlineData("SUBSCRIBE packet id 0", "82 06 0000 0001 61 00", MqttCloseReason.PacketIdZero)]
    [InlineData("SUBSCRIBE QoS 3", "82 06 0001 0001 61 03", MqttCloseReason.InvalidQos)]
    [InlineData("SUBSCRIBE with wrong flags", "80 06 0001 0001 61 00", MqttCloseReason.MalformedHeader)]
    [InlineData("SUBSCRIBE filter not UTF-8", "82 07 0001 0002 C328 00", MqttCloseReason.InvalidUtf8)]
    [InlineData("UNSUBSCRIBE filter not UTF-8", "A2 06 0001 0002 C328", MqttCloseReason.InvalidUtf8)]
    [InlineData("UNSUBSCRIBE with wrong flags", "A0 05 0001 0001 61", MqttCloseReason.MalformedHeader)]
    [InlineData("DISCONNECT with flags", "E1 00", MqttCloseReason.MalformedHeader)]
    [InlineData("UNSUBSCRIBE without filter", "A2 02 0001", MqttCloseReason.MalformedPacket)]
    [InlineData("PINGREQ with a body", "C0 01 00", MqttCloseReason.MalformedPacket)]
    [InlineData("DISCONNECT with a body", "E0 01 00", MqttCloseReason.MalformedPacket)]
    [Mqtt311("2.2.2-1", "2.3.1-1", "3.1.0-2", "3.3.1-2", "3.3.1-4", "3.3.2-1", "3.3.2-2", "3.6.1-1", "3.8.1-1", "3.8.3-1", "3.8.3-3", "3.8.3-4",
        "3.10.1-1", "3.10.3-1", "3.10.3-2", "3.14.1-1", "4.7.1-1", "4.7.3-1", "4.7.3-2", "4.8.0-1", "4.8.0-2")]
    public async Task After_connect(string what, string hex, MqttCloseReason reason) => await ExpectAsync(what, RawPeer.Connect + hex, "20020000", reason);

    private static async Task ExpectAsync(string what, string hex, string answer, MqttCloseReason reason)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(hex);

        string answered = await peer.ReadToEndAsync();

        Assert.True(answered == answer, $"{what}: answered by {answered}");
        await sums.ReachesAsync($"mqtt.closed/{reason}", 1);
        Assert.Empty(server.Application.All);
    }
}
