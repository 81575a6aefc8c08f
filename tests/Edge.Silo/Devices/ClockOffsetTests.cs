using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices;

namespace OrleansCare.Edge.Tests.Devices;

public class ClockOffsetTests
{
    private static readonly SiloTime Start = new(1_000_000_000_000);

    [Fact]
    public void The_least_delayed_packet_of_a_minute_measures_the_clock()
    {
        var clock = new ClockOffset();
        Measure(clock, TimeSpan.Zero, delay: 40_000);
        Measure(clock, TimeSpan.FromSeconds(1), delay: 3_000);
        Measure(clock, TimeSpan.FromSeconds(2), delay: 90_000);

        Assert.Equal(3_000, clock.Microseconds);
    }

    [Fact]
    public void A_clock_that_was_set_is_measured_anew_within_two_minutes()
    {
        var clock = new ClockOffset();
        Measure(clock, TimeSpan.Zero, delay: 3_000);
        for (var second = 60; second <= 180; second += 30)
        {
            Measure(clock, TimeSpan.FromSeconds(second), delay: 3_600_000_000);
        }

        Assert.Equal(3_600_000_000, clock.Microseconds);
    }

    private static void Measure(ClockOffset clock, TimeSpan after, long delay)
    {
        var received = Start + after;
        clock.Measure(received, new DeviceTime(received.UnixMicroseconds - delay));
    }
}
