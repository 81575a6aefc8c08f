using System.Runtime.InteropServices;
using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.BedSimulator.Tests;

public sealed class SegmentedRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("care-segments").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Segments_with_gains_and_signals_of_their_own_become_one_recording()
    {
        Write("r.hea", "r/4 2 100 12\nlayout 0\ns1 4\n~ 3\ns2 5\n");
        Write("layout.hea", "layout 2 100 0\n~ 0 100/mV 16 0 0 0 0 II\n~ 0 1/mmHg 16 0 0 0 0 ABP\n");
        Segment("s1", "s1 1 100 4\ns1.dat 16 100/mV 16 0 0 0 0 II\n", 100, 50, short.MinValue, -100);
        Segment("s2", "s2 2 100 5\ns2.dat 16 1000(10)/mV 16 0 0 0 0 II\ns2.dat 16 2/mmHg 16 0 0 0 0 ABP\n", 510, 160, 510, 160, 510, 160, 510, 160, 10, 160);

        var recording = WfdbRecordings.Load(_folder, "r");

        Assert.Equal(("r", 0.12), (recording.Name, recording.Seconds));
        Assert.Equal([1, 0.5, null, -1, null, null, null, 0.5, 0.5, 0.5, 0.5, 0], Values(recording, Mdc.EcgLeadII));
        Assert.Equal([null, null, null, null, null, null, null, 80, 80, 80, 80, 80], Values(recording, Mdc.ArterialPressure));
    }

    [Theory]
    [InlineData("r/2 2 100 12\ns1 4\n", "announces 2 segments and lists 1")]
    [InlineData("r/x 2 100 12\ns1 4\n", "number of segments")]
    [InlineData("r/1 2 100 12\n../s1 4\n", "same folder")]
    [InlineData("r/1 2 100 12\nr 4\n", "several segments")]
    [InlineData("r/1 2 100 12\n~ 999999999999\n", "at most")]
    public void A_record_of_segments_that_cannot_be_read_says_why(string header, string reason)
    {
        Write("r.hea", header);

        Assert.Contains(reason, Assert.Throws<WfdbFormatException>(() => WfdbRecordings.Load(_folder, "r")).Message, StringComparison.Ordinal);
    }

    private static double?[] Values(Recording recording, int code)
    {
        var signal = Assert.Single(recording.Signals, signal => signal.Meaning.Code == code);
        return [.. signal.Samples.Select(raw => raw == WaveformChunk.NoValue ? (double?)null : Math.Round((raw * signal.Gain) + signal.Offset, 6))];
    }

    private void Segment(string name, string header, params short[] samples)
    {
        Write(name + ".hea", header);
        File.WriteAllBytes(Path.Combine(_folder, name + ".dat"), MemoryMarshal.AsBytes<short>(samples).ToArray());
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
