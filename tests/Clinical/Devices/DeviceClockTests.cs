using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Tests.Devices;

public sealed class DeviceClockTests
{
    private static readonly SiloTime Start = new(1_800_000_000_000_000);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly DeviceClock _clock = new();
    private SiloTime _now = Start;

    [Fact]
    public void The_least_delayed_packet_of_a_minute_measures_the_clock()
    {
        Send(delay: 0.04);
        Send(delay: 0.003);
        Send(delay: 0.09);

        Assert.Equal(3_000, _clock.Offset);
    }

    [Fact]
    public void A_clock_that_drifts_is_followed()
    {
        for (var minute = 0; minute < 600; minute++)
        {
            Send(delay: -3600 + (minute * 0.5), after: 60);
            Assert.InRange(_now - Measured(-3600 + (minute * 0.5)), TimeSpan.Zero, TimeSpan.FromSeconds(1.1));
        }
    }

    [Fact]
    public void A_clock_that_was_set_back_is_believed_when_it_runs_on_for_ten_seconds()
    {
        Send(delay: 0);
        for (var second = 0; second < 10; second++)
        {
            Send(delay: 3600);
            Assert.Equal(_now + -Hour, Measured(3600));
        }

        Send(delay: 3600);
        Assert.Equal(_now, Measured(3600));
    }

    [Fact]
    public void A_clock_that_was_set_forward_is_believed_at_the_second_packet()
    {
        Send(delay: 0);
        Send(delay: -3600);
        Assert.Equal(0, _clock.Offset);
        Send(delay: -3600.1);

        Assert.Equal(-3_600_100_000, _clock.Offset);
    }

    [Fact]
    public void One_wild_stamp_changes_nothing()
    {
        Send(delay: 0);
        Send(delay: -80_000);
        Send(delay: 0.1);

        Assert.Equal(0, _clock.Offset);
    }

    [Theory]
    [InlineData(1.25)]
    [InlineData(4)]
    [InlineData(1000)]
    public void What_was_kept_back_never_passes_for_a_clock_until_it_has_caught_up(double pace)
    {
        Send(delay: 0);
        var delay = 3600.0;
        _now += Hour;
        while (delay > 60)
        {
            Send(delay, after: 1);
            Assert.Equal(_now + TimeSpan.FromSeconds(-delay), Measured(delay));
            delay -= pace - 1;
        }

        Send(delay: 0);
        Assert.Equal(0, _clock.Offset);
    }

    [Fact]
    public void A_single_late_packet_now_and_then_changes_nothing()
    {
        for (var round = 0; round < 100; round++)
        {
            Send(delay: 0);
            Send(delay: 300);
        }

        Assert.Equal(0, _clock.Offset);
    }

    [Fact]
    public void Times_of_which_no_difference_makes_sense_are_none()
    {
        foreach (var wild in new[] { long.MinValue, long.MaxValue })
        {
            _clock.Measure(Start, new DeviceTime(wild));
            Assert.Equal(Start, _clock.Correct(new DeviceTime(wild), Start));
        }

        Assert.Null(_clock.Offset);
    }

    private void Send(double delay, double after = 1)
    {
        _now += TimeSpan.FromSeconds(after);
        _clock.Measure(_now, Stamp(delay));
    }

    private SiloTime Measured(double delay) => _clock.Correct(Stamp(delay), _now);

    private DeviceTime Stamp(double delay) => new(_now.UnixMicroseconds - (long)(delay * 1e6));
}
