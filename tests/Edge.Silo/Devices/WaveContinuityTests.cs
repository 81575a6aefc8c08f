using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>Waves of one second at 250 Hz from a sender without a sample counter.</summary>
public class WaveContinuityTests
{
    private const int Samples = 250;
    private const double Rate = 250;
    private const double Start = 1_800_000_000;

    [Fact]
    public void Chunks_that_follow_on_have_neither_gap_nor_overlap_however_the_times_jitter_or_drift()
    {
        var waves = new WaveContinuity();
        var first = Take(waves, 0);
        Assert.Equal(first + 250, Take(waves, 1.004));
        Assert.Equal(first + 500, Take(waves, 1.991));
        for (var i = 3; i < 2_000; i++)
        {
            // A sender whose second is 1.002 s long, and that tells tenths of seconds.
            Assert.Equal(first + (i * 250), Take(waves, Math.Floor(i * 10.02) / 10));
        }
    }

    [Fact]
    public void What_is_missing_is_a_gap_of_its_length_and_what_comes_again_has_the_index_that_it_had()
    {
        var waves = new WaveContinuity();
        var first = Take(waves, 0);
        var second = Take(waves, 1.01);

        Assert.Equal(second, Take(waves, 1.01));
        Assert.Equal(first + (250 * 4), Take(waves, 4.012), 3d);
        Assert.Equal(first + (250 * 5), Take(waves, 5.012), 3d);
    }

    [Fact]
    public void A_clock_that_is_set_back_and_a_chunk_without_a_time_follow_on()
    {
        var waves = new WaveContinuity();
        var first = Take(waves, 0);

        Assert.Equal(first + 250, Take(waves, -3600));
        Assert.Equal(first + 500, Take(waves, -3599));
        Assert.Equal(first + 750, Take(waves, null));
        Assert.Equal(first + 1000, Take(waves, null));
        Assert.Equal(0, Take(new WaveContinuity(), null));
    }

    [Fact]
    public void Each_wave_of_a_device_has_its_own_index_and_another_rate_begins_anew_and_never_further_back()
    {
        var waves = new WaveContinuity();
        var first = Take(waves, 0);
        var pleth = Take(waves, 60, Mdc.Pleth);
        var slower = Take(waves, 1, rate: 125);

        Assert.Equal(first + (60 * 250), pleth);
        Assert.True(slower >= first + 250);
        Assert.Equal(slower + 250, Take(waves, 3, rate: 125));
    }

    private static long Take(WaveContinuity waves, double? seconds, int code = Mdc.EcgLeadII, double rate = Rate)
    {
        var end = seconds is { } time ? new DeviceTime((long)Math.Round((Start + time + (Samples / rate)) * 1_000_000)) : (DeviceTime?)null;
        return waves.Continue([new WaveformChunk(code, rate, 0, 1, 0, Unit.Millivolt, SignalStatus.Ok, new short[Samples])], end)[0].FirstSample;
    }
}
