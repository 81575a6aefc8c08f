using System.Text;
using System.Security.Cryptography;
using OrleansCare.Edge.Journal;
using static OrleansCare.Edge.Tests.Journal.LogFixture;

namespace OrleansCare.Edge.Tests.Journal;

public sealed class SegmentFormatTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public void Crc_agrees_with_the_published_vectors()
    {
        // RFC 3720 B.4 and the check value of the CRC catalogue.
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0xE3069283u, Crc32C.Of("123"u8, "456789"u8));
    }

    [Fact]
    public void The_bytes_of_a_segment_are_frozen()
    {
        var salt = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var created = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        var header = new byte[SegmentFormat.HeaderBytes];
        SegmentFormat.WriteHeader(header, new SegmentHeader(new LogPosition(42), created, false, 0, salt), "pre"u8);
        var record = new byte[SegmentFormat.RecordHeaderBytes + 5];
        "hello"u8.CopyTo(record.AsSpan(SegmentFormat.RecordHeaderBytes));
        SegmentFormat.FinishRecord(record);

        Assert.Equal("4F434C47010000002A00000000000000005069A89C010000030000007D6C9E16000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", Convert.ToHexString(header));
        Assert.Equal("05000000A1B1174E68656C6C6F", Convert.ToHexString(record));
        Assert.Equal("0000000000000000042.seg", SegmentFormat.FileName(new LogPosition(42)));
    }

    [Fact]
    public void A_sealed_record_is_frozen()
    {
        var salt = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        using var cipher = new SegmentCipher(Key, salt);
        var stored = new byte[5 + SegmentCipher.TagBytes];
        cipher.Seal("hello"u8, stored, 64, new LogPosition(42));
        Assert.Equal("88A531567AF28BCA56A21D1D8B484D2DB3A1F7403A", Convert.ToHexString(stored));
    }

    [Fact]
    public void Zeros_are_never_a_record()
    {
        Assert.False(SegmentFormat.RecordIsWhole(new byte[SegmentFormat.RecordHeaderBytes]));
    }

    [Fact]
    public async Task An_encrypted_log_reads_back_and_shows_nothing_on_disk()
    {
        var disk = new SimulatedDisk();
        await using (var log = Open(disk, Options(key: Key)))
        {
            await log.AppendDurably(Texts(40));
        }

        await using var again = Open(disk, Options(key: Key));
        Assert.Equal(Texts(40), again.ReadAll().Select(r => r.Text));
        Assert.DoesNotContain(disk.Names, name => Encoding.Latin1.GetString(disk[name]).Contains("record", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_segments_with_equal_records_share_no_key_stream()
    {
        var disk = new SimulatedDisk();
        for (var i = 0; i < 2; i++)
        {
            await using var log = Open(disk, Options(key: Key));
            await log.AppendDurably("the same text");
        }

        var tails = disk.Names.Select(name => Convert.ToHexString(disk[name].AsSpan(SegmentFormat.HeaderBytes))).ToList();
        Assert.Equal(2, tails.Distinct().Count());
    }

    [Fact]
    public async Task Another_node_key_is_refused_by_name()
    {
        var disk = new SimulatedDisk();
        await using (var log = Open(disk, Options(key: Key)))
        {
            await log.AppendDurably("secret");
        }

        Assert.Throws<CryptographicException>(() => Open(disk, Options(key: new byte[32])));
        Assert.Throws<CryptographicException>(() => Open(disk));
    }
}
