using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Interop.Tests.Wfdb;

public sealed class WfdbHeaderTests
{
    [Fact]
    public void An_arrhythmia_record_is_read_with_defaults_for_baseline_and_unit()
    {
        var header = WfdbHeader.Parse("203 2 360 650000\n203.dat 212 200 11 1024 972 5391 0 MLII\n203.dat 212 200 11 1024 1037 28451 0 V1\n# 43 M\n# Coumadin\n");

        Assert.Equal(("203", 360.0, 650000L), (header.Name, header.SampleRate, header.FrameCount));
        Assert.Equal(new WfdbSignal("203.dat", 212, 0, 0, 200, true, 1024, "mV", 11, 1024, "MLII"), header.Signals[0]);
        Assert.Equal(["43 M", "Coumadin"], header.Comments);
    }

    [Fact]
    public void An_alarm_record_is_read_with_byte_offset_units_and_an_uncalibrated_signal()
    {
        var header = WfdbHeader.Parse(
            "a123l 3 250 82500\r\na123l.mat 16+24 3407/mV 16 0 -380 -30285 0 II\r\na123l.mat 16+24 1.71e+04/NU 16 0 446 1 0 PLETH\r\na123l.mat 16+24 18.86(-5)/mmHg 16 0 238 3794 0 ABP\r\n#Asystole\r\n#False alarm\r\n");

        Assert.Equal((24L, 3407.0, "mV"), (header.Signals[0].ByteOffset, header.Signals[0].Gain, header.Signals[0].Unit));
        Assert.Equal((17100.0, "NU"), (header.Signals[1].Gain, header.Signals[1].Unit));
        Assert.Equal((18.86, -5, "mmHg"), (header.Signals[2].Gain, header.Signals[2].Baseline, header.Signals[2].Unit));
        Assert.Equal(["Asystole", "False alarm"], header.Comments);
    }

    [Fact]
    public void A_signal_line_may_stop_after_the_format_and_a_description_may_hold_blanks()
    {
        var header = WfdbHeader.Parse("r 2\nr.dat 16:3\nr.dat 16 0 12 0 0 0 0 ECG lead II\n");

        Assert.Equal((250.0, null), (header.SampleRate, header.FrameCount));
        Assert.Equal((3, 200.0, false, ""), (header.Signals[0].Skew, header.Signals[0].Gain, header.Signals[0].IsCalibrated, header.Signals[0].Description));
        Assert.Equal("ECG lead II", header.Signals[1].Description);
    }

    [Theory]
    [InlineData("", "no record line")]
    [InlineData("r", "Header line 1")]
    [InlineData("r x", "number of signals")]
    [InlineData("r/3 2", "r/3 is a record of several segments")]
    [InlineData("r 1 0", "sample rate")]
    [InlineData("r 1 250 -4", "number of samples")]
    [InlineData("r 2 250\nr.dat 16\n", "announces 2 signals and describes 1")]
    [InlineData("r 1 250\nr.dat 310\n", "format 310")]
    [InlineData("r 1 250\nr.dat 16x4\n", "samples per frame")]
    [InlineData("r 1 250\nr.dat 16+-4\n", "negative")]
    [InlineData("r 1 250\nr.dat 16 gain\n", "'gain' is not a gain")]
    [InlineData("r 1 250\n../r.dat 16\n", "own folder")]
    [InlineData("r 99999 250\n", "up to 256")]
    public void What_is_no_readable_header_says_where_and_why(string text, string expected)
        => Assert.Contains(expected, Assert.Throws<WfdbFormatException>(() => WfdbHeader.Parse(text)).Message, StringComparison.Ordinal);
}
