using System.Buffers;
using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Tests;

public sealed class PacketTests
{
    [Fact]
    public void Connect_has_its_golden_bytes()
    {
        var full = new ConnectPacket("b1", CleanSession: false, 60, "user", [1, 2], new WillMessage("w", [0x62, 0x79, 0x65], MqttQos.AtLeastOnce, Retain: true));
        Assert.Equal("102000044D51545404EC003C000262310001770003627965000475736572" + "00020102", Hex(full.WriteTo));

        Assert.Equal("100E00044D5154540402003C00026231", Hex(new ConnectPacket("b1", CleanSession: true, 60, null, null, null).WriteTo));
    }

    [Fact]
    [Mqtt311("3.1.3-1", "3.1.3-10", "3.1.3-11")]
    [Mqtt5("3.1.3-1", "3.1.3-3", "3.1.3-4", "3.1.3-11", "3.1.3-12")]
    public void Connect_is_read_back()
    {
        MqttCloseReason fault = ConnectPacket.TryParse(Body("102000044D51545404EC003C00026231000177000362796500047573657200020102"), out MqttVersion version, out ConnectPacket? read);

        Assert.Equal(MqttCloseReason.None, fault);
        Assert.Equal(MqttVersion.V311, version);
        Assert.Equal(("b1", false, (ushort)60, "user"), (read!.ClientId, read.CleanSession, read.KeepAliveSeconds, read.UserName));
        Assert.Equal([1, 2], read.Password);
        Assert.Equal(("w", MqttQos.AtLeastOnce, true, "bye"), (read.Will!.Topic, read.Will.Qos, read.Will.Retain, System.Text.Encoding.UTF8.GetString(read.Will.Payload)));
    }

    [Theory]
    [InlineData(MqttQos.AtMostOnce, 0, false, "3005000161" + "7879")]
    [InlineData(MqttQos.AtLeastOnce, 0x1234, false, "32070001611234" + "7879")]
    [InlineData(MqttQos.AtLeastOnce, 0x1234, true, "3A070001611234" + "7879")]
    public void Publish_has_its_golden_bytes(MqttQos qos, int packetId, bool duplicate, string hex)
    {
        Assert.Equal(hex, Hex(output => Write(output, qos, (ushort)packetId, duplicate)));

        Assert.Equal(MqttCloseReason.None, new PublishReader(MqttVersion.V311, 0).TryRead(Frame(hex), out PublishPacket read));
        Assert.Equal(("a", qos, (ushort)packetId, duplicate, "7879"), (read.Topic, read.Qos, read.PacketId, read.Duplicate, Convert.ToHexString(read.Payload.ToArray())));
    }

    [Fact]
    public void Answers_have_their_golden_bytes()
    {
        Assert.Equal("20020105", Hex(output => ConnAckPacket.Write(output, true, MqttConnectReturnCode.NotAuthorized)));
        Assert.Equal("40021234", Hex(output => AcknowledgementPacket.Write(output, MqttPacketType.PubAck, 0x1234)));
        Assert.Equal("62021234", Hex(output => AcknowledgementPacket.Write(output, MqttPacketType.PubRel, 0x1234)));
        Assert.Equal("9004123480" + "01", Hex(output => SubAckPacket.Write(
            output, MqttPacketType.SubAck, MqttVersion.V311, 0x1234, [MqttReasonCode.NotAuthorized, MqttReasonCode.GrantedQos1])));
        Assert.Equal("B0021234", Hex(output => SubAckPacket.Write(output, MqttPacketType.UnsubAck, MqttVersion.V311, 0x1234, [MqttReasonCode.Success])));
        Assert.Equal("C000D000E000", Hex(output =>
        {
            PingPacket.WriteRequest(output);
            PingPacket.WriteResponse(output);
            DisconnectPacket.Write(output);
        }));
    }

    [Fact]
    [Mqtt5("2.2.2-1", "3.2.2-1")]
    public void Answers_of_5_0_have_their_golden_bytes()
    {
        var refusal = new ConnAckPacket { Code = MqttReasonCode.NotAuthorized, Reason = "no" };
        Assert.Equal("2008008705" + "1F00026E6F", Hex(refusal.WriteTo));
        var acceptance = new ConnAckPacket
        {
            SessionPresent = true,
            SessionExpirySeconds = 60,
            ReceiveMaximum = 256,
            MaximumPacketSize = 1 << 20,
            AssignedClientId = "b1",
            TopicAliasMaximum = 64,
            ServerKeepAliveSeconds = 30,
            ResponseInformation = "r",
        };
        Assert.Equal(
            "201F" + "0100" + "1C" + "110000003C" + "210100" + "2700100000" + "1200026231" + "220040" + "13001E" + "1A000172",
            Hex(acceptance.WriteTo));
        Assert.Equal("4003123497", Hex(output => AcknowledgementPacket.Write(output, MqttPacketType.PubAck, 0x1234, MqttReasonCode.QuotaExceeded)));
        Assert.Equal("5009123499051F00026E6F", Hex(output =>
            AcknowledgementPacket.Write(output, MqttPacketType.PubRec, 0x1234, MqttReasonCode.PayloadFormatInvalid, "no")));
        Assert.Equal("900512340087" + "01", Hex(output => SubAckPacket.Write(
            output, MqttPacketType.SubAck, MqttVersion.V500, 0x1234, [MqttReasonCode.NotAuthorized, MqttReasonCode.GrantedQos1])));
        Assert.Equal("B00412340011", Hex(output => SubAckPacket.Write(
            output, MqttPacketType.UnsubAck, MqttVersion.V500, 0x1234, [MqttReasonCode.NoSubscriptionExisted])));
        Assert.Equal("E0018E", Hex(output => DisconnectPacket.Write(output, MqttReasonCode.SessionTakenOver, reason: null)));
        Assert.Equal("E0078E051F00026E6F", Hex(output => DisconnectPacket.Write(output, MqttReasonCode.SessionTakenOver, "no")));
    }

    [Fact]
    public void A_delivery_of_5_0_has_its_golden_bytes()
    {
        var written = new ArrayBufferWriter<byte>();
        var publish = new OutgoingPublish
        {
            Version = MqttVersion.V500,
            Topic = "a",
            Payload = "x"u8,
            PacketId = 7,
            Qos = MqttQos.ExactlyOnce,
            Retain = true,
            TopicAlias = 1,
            ExpirySeconds = 60,
            SubscriptionIds = [1, 200],
            ForwardedProperties = RawPeer.Bytes("0101"),
        };
        publish.WriteTo(written);

        Assert.Equal("3516" + "0001610007" + "0F" + "020000003C" + "230001" + "0B01" + "0BC801" + "0101" + "78", Convert.ToHexString(written.WrittenSpan));
        Assert.Equal(written.WrittenCount, publish.Length);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(127, 2)]
    [InlineData(128, 3)]
    [InlineData(16_383, 3)]
    [InlineData(16_384, 4)]
    [InlineData(2_097_151, 4)]
    [InlineData(2_097_152, 5)]
    public void Remaining_length_takes_one_to_four_bytes(int length, int headerLength)
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output, 0x30, length);
        fields.WriteRaw(new byte[length]);
        fields.Advance();
        Assert.Equal(headerLength + length, output.WrittenCount);

        var buffer = new ReadOnlySequence<byte>(output.WrittenMemory);
        Assert.True(MqttFrame.TryRead(ref buffer, headerLength + length, out MqttFrame frame, out _));
        Assert.Equal(length, frame.Body.Length);
        Assert.True(buffer.IsEmpty);
    }

    [Fact]
    public void A_packet_cut_at_any_byte_waits_and_split_at_any_byte_is_whole()
    {
        byte[] packet = RawPeer.Bytes("32 0B 0005 612F622F63 0007 7879");
        for (int cut = 0; cut < packet.Length; cut++)
        {
            var part = new ReadOnlySequence<byte>(packet, 0, cut);
            Assert.False(MqttFrame.TryRead(ref part, 100, out _, out MqttCloseReason waiting));
            Assert.Equal(MqttCloseReason.None, waiting);

            ReadOnlySequence<byte> split = Segment.Of(packet[..cut], packet[cut..]);
            Assert.True(MqttFrame.TryRead(ref split, 100, out MqttFrame frame, out _));
            Assert.Equal(MqttCloseReason.None, new PublishReader(MqttVersion.V311, 0).TryRead(frame, out PublishPacket read));
            Assert.Equal(("a/b/c", (ushort)7, "7879"), (read.Topic, read.PacketId, Convert.ToHexString(read.Payload.ToArray())));
        }
    }

    [Fact]
    public void A_length_above_the_limit_is_refused_before_its_body_is_there()
    {
        var buffer = new ReadOnlySequence<byte>(RawPeer.Bytes("30 FF FF FF 7F"));
        Assert.False(MqttFrame.TryRead(ref buffer, 1024, out _, out MqttCloseReason fault));
        Assert.Equal(MqttCloseReason.PacketTooLarge, fault);
    }

    [Fact]
    public void A_repeated_topic_is_the_same_string()
    {
        var topics = new TopicCache();
        topics.TryGet("bed/1"u8, out string first);
        topics.TryGet("bed/1"u8, out string second);
        Assert.Same(first, second);
    }

    private static void Write(IBufferWriter<byte> output, MqttQos qos, ushort packetId, bool duplicate)
    {
        var publish = new OutgoingPublish { Version = MqttVersion.V311, Topic = "a", Payload = "xy"u8, Qos = qos, PacketId = packetId, Duplicate = duplicate };
        publish.WriteTo(output);
    }

    private static string Hex(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Convert.ToHexString(output.WrittenSpan);
    }

    private static MqttFrame Frame(string hex)
    {
        var buffer = new ReadOnlySequence<byte>(RawPeer.Bytes(hex));
        Assert.True(MqttFrame.TryRead(ref buffer, 1024, out MqttFrame frame, out _));
        return frame;
    }

    private static ReadOnlySequence<byte> Body(string hex) => Frame(hex).Body;
}
