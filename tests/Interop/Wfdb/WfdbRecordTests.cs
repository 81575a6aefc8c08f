using System.Text;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Interop.Tests.Wfdb;

public sealed class WfdbRecordTests
{
    [Fact]
    public void Format_212_packs_two_samples_in_three_bytes_also_negative_and_odd_counts()
    {
        // 1 and -2 : 0x001 0xFFE -> 01 F0 FE; 2047 alone: 0x7FF -> FF 07
        byte[] bytes = [0x01, 0xF0, 0xFE, 0xFF, 0x07];

        Assert.Equal(3, WfdbSamples.Count(212, bytes.Length));
        Assert.Equal([1, -2, 2047], Enumerable.Range(0, 3).Select(i => WfdbSamples.At(212, bytes, i)));
        Assert.Equal(WfdbSamples.Missing, WfdbSamples.At(212, bytes, 3));
    }

    [Fact]
    public void Marks_for_no_sample_and_frames_outside_the_record_are_not_a_number()
    {
        var record = Record("r 1 250 2\nr.dat 16 100(10)/mV\n", [0x00, 0x80, 0x6E, 0x00]);
        var values = new float[4];

        record.Read(0, -1, values);

        Assert.Equal([float.NaN, float.NaN, 1f, float.NaN], values);
    }

    [Fact]
    public void Signals_of_one_file_are_interleaved_after_the_byte_offset()
    {
        var record = Record("r 2 250 2\nr.mat 16+2 1/mV\nr.mat 16+2 2/mV\n", [0xAA, 0xBB, 1, 0, 2, 0, 3, 0, 4, 0]);
        var (first, second) = (new float[2], new float[2]);

        record.Read(0, 0, first);
        record.Read(1, 0, second);

        Assert.Equal([1f, 3f], first);
        Assert.Equal([1f, 2f], second);
    }

    [Fact]
    public void A_skewed_signal_is_read_later()
    {
        var record = Record("r 2 250\nr.dat 16:1 1\nr.dat 16 1\n", [1, 0, 10, 0, 2, 0, 20, 0]);
        var values = new float[2];

        record.Read(0, 0, values);

        Assert.Equal([2f, float.NaN], values);
    }

    [Fact]
    public void The_rails_follow_from_the_converters_resolution()
    {
        var record = Record("r 1 360\nr.dat 212 200 11 1024 0 0 0 II\n", [0, 0, 0]);

        Assert.Equal((-5.12, 5.115), record.Rails(0));
    }

    [Fact]
    public void A_file_shorter_than_announced_is_refused()
        => Assert.Contains("holds 1 frames and the header announces 2", Assert.Throws<WfdbFormatException>(() => Record("r 1 250 2\nr.dat 16\n", [1, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_byte_offset_behind_the_end_is_refused()
        => Assert.Throws<WfdbFormatException>(() => Record("r 1 250\nr.dat 16+24\n", [1, 0]));

    [Fact]
    public void Signals_of_one_file_in_two_formats_are_refused()
        => Assert.Throws<WfdbFormatException>(() => Record("r 2 250\nr.dat 16\nr.dat 212\n", [1, 0, 0]));

    [Fact]
    public void Random_headers_and_files_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(3);
        const string letters = "r 2.50\n16:+x()/-#2128/mV\r\te";
        for (var i = 0; i < 5000; i++)
        {
            var text = "r 1 250\nr.dat " + new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => letters[random.Next(letters.Length)])]);
            try
            {
                Record(text, Encoding.ASCII.GetBytes(text)).Read(0, 0, new float[10]);
            }
            catch (WfdbFormatException)
            {
                // Refused with a reason: the expected answer to most of them.
            }
        }
    }

    [Theory]
    [InlineData(24, new byte[] { 1, 0, 0, 254, 255, 255, 0, 0, 128 })]
    [InlineData(32, new byte[] { 1, 0, 0, 0, 254, 255, 255, 255, 0, 0, 0, 128 })]
    [InlineData(61, new byte[] { 0, 1, 255, 254, 128, 0 })]
    [InlineData(80, new byte[] { 129, 126, 0 })]
    [InlineData(160, new byte[] { 1, 128, 254, 127, 0, 0 })]
    public void Every_format_holds_1_minus_2_and_no_sample(int format, byte[] bytes)
    {
        var record = Record($"r 1 250 3\nr.dat {format}\n", bytes);

        Assert.Equal([1, -2, WfdbSamples.Missing], Enumerable.Range(0, 3).Select(frame => record.Digital(0, frame)));
    }

    private static WfdbRecord Record(string header, byte[] bytes) => WfdbRecord.FromBytes(WfdbHeader.Parse(header), _ => bytes);
}
