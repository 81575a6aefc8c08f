using OrleansCare.Clinical.Alarms;
using OrleansCare.Edge.Patients;

namespace OrleansCare.Edge.Tests.Patients;

public sealed class StayCountsTests
{
    [Fact]
    public void Counts_of_a_snapshot_that_named_no_number_of_kinds_are_still_read()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var number in Enumerable.Range(1, 4 + 128 + 3))
        {
            writer.Write((long)number);
        }

        var counts = Read(bytes, saysKinds: false);

        Assert.Equal((1, 2, 3, 4), (counts.Packets, counts.Samples, counts.BeatsClassified, counts.BeatsUnsure));
        Assert.Equal(5 + (int)AlarmKind.AlarmNotReceived, counts.AlarmsByKind[(int)AlarmKind.AlarmNotReceived]);
        Assert.Equal([133, 134, 135], counts.AlarmsByPriority);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(3_000)]
    public void A_build_that_knew_more_or_fewer_kinds_is_read_and_every_kind_of_this_one_has_a_place(int kinds)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var number in Enumerable.Repeat(0L, 4).Append(kinds).Concat(Enumerable.Repeat(7L, kinds)).Concat([1, 2, 3]))
        {
            writer.Write(number);
        }

        var counts = Read(bytes, saysKinds: true);

        Assert.Equal(7, counts.AlarmsByKind[2]);
        Assert.True(counts.AlarmsByKind.Length > (int)Enum.GetValues<AlarmKind>().Max());
        Assert.Equal([1, 2, 3], counts.AlarmsByPriority);
    }

    [Fact]
    public void What_is_written_comes_back_and_a_damaged_number_of_kinds_is_refused()
    {
        var counts = new StayCounts { Packets = 5 };
        counts.AlarmsByKind[(int)AlarmKind.Asystole] = 2;
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        counts.Write(writer);

        Assert.Equal((5, 2), Read(bytes, saysKinds: true) is var read ? (read.Packets, read.AlarmsByKind[(int)AlarmKind.Asystole]) : default);
        bytes.Position = 4 * sizeof(long);
        writer.Write(-1L);
        Assert.Throws<InvalidDataException>(() => Read(bytes, saysKinds: true));
    }

    private static StayCounts Read(MemoryStream bytes, bool saysKinds)
    {
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes, System.Text.Encoding.UTF8, leaveOpen: true);
        return StayCounts.Read(reader, saysKinds);
    }
}
