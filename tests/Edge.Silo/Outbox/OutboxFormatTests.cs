using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Outbox;

public sealed class OutboxFormatTests
{
    private static readonly byte[] Chain = [.. Enumerable.Range(0, OutboxRecord.ChainBytes).Select(i => (byte)i)];
    private static readonly OutboxOrigin Origin = new("ep7", 0x0102, 3);

    [Fact]
    public void The_bytes_of_an_item_are_frozen()
    {
        var record = new byte[100];
        var length = OutboxRecord.Write(record, Origin, Chain, "hello"u8);
        Assert.Equal("01036570370201000000000000030000000001020304050607" + "08090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F68656C6C6F", Convert.ToHexString(record, 0, length));
        Assert.Equal(Origin, OutboxRecord.Origin(record.AsSpan(0, length)));
        Assert.Equal("hello"u8.ToArray(), OutboxRecord.Payload(record.AsSpan(0, length)).ToArray());
    }

    [Fact]
    public void The_bytes_of_a_preamble_are_frozen()
    {
        var marks = new OutboxMarks(16);
        marks.Take(Origin);
        marks.Prove(Origin);
        marks.Take(new OutboxOrigin("not durable", 1, 0));
        var preamble = marks.WritePreamble(Chain);
        Assert.Equal("01" + Convert.ToHexString(Chain) + "01000000" + "03657037" + "0201000000000000" + "03000000", Convert.ToHexString(preamble));

        var read = new OutboxMarks(16);
        Assert.Equal(Chain, read.ReadPreamble(preamble));
        Assert.True(read.IsRepeat(Origin));
        Assert.False(read.IsRepeat(new OutboxOrigin("not durable", 1, 0)));
    }

    [Fact]
    public void The_bytes_of_a_cursor_are_frozen()
    {
        var disk = new SimulatedDisk();
        var cursor = new OutboxCursor(disk, "/c");
        cursor.Store(0x0102, Chain);
        Assert.Equal("4F435552" + "E0A5810B" + "0201000000000000" + Convert.ToHexString(Chain), Convert.ToHexString(disk["/c/cursor"]));

        var read = new OutboxCursor(disk, "/c");
        Assert.True(read.TryLoad());
        Assert.Equal(0x0102, read.Acknowledged);
        Assert.Equal(Chain, read.Chain);
    }

    [Fact]
    public void The_numbers_of_the_classes_are_frozen()
    {
        Assert.Equal(["Alarm=1", "Vital=2", "Event=3", "Summary=4", "Telemetry=5"], Enum.GetValues<OutboxClass>().Select(c => $"{c}={(int)c}"));
    }

    [Fact]
    public void The_longest_silent_streams_are_forgotten_when_there_are_too_many()
    {
        var marks = new OutboxMarks(16);
        for (var i = 0; i < 17; i++)
        {
            marks.Take(new OutboxOrigin($"episode {i}", 1, 0));
        }

        Assert.Equal(13, marks.Count);
        Assert.Equal(4, marks.Evicted);
        Assert.False(marks.IsRepeat(new OutboxOrigin("episode 3", 1, 0)));
        Assert.True(marks.IsRepeat(new OutboxOrigin("episode 4", 1, 0)));
    }
}
