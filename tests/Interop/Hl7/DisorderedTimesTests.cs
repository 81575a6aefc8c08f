using System.Globalization;
using NodaTime;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Tests.Hl7;

/// <summary>
/// docs/flows/disordered-reality.md through HL7: a gateway in Berlin reports once a minute while clocks change, and each report has to be of now. Heart
/// rates have OBR-7, a cuff has OBX-14.
/// </summary>
public sealed class DisorderedTimesTests
{
    private const string Local = "yyyyMMddHHmmss";
    private const string Device = "d1";

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly DateTimeOffset Autumn = new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Spring = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    private readonly PatientMonitor _monitor = new("e1");
    private readonly List<Effect> _effects = [];
    private long _sequence;
    private int _rate = 60;

    public DisorderedTimesTests()
    {
        Apply(Autumn.AddDays(-365), new PatientAdmitted(new PatientProfile(60)));
        Apply(Autumn.AddDays(-365), new DeviceAssociated(Device));
    }

    /// <summary>Whether times have an offset, by change.</summary>
    public static TheoryData<bool, bool> Changes => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Changes))]
    public void No_report_is_history_while_clocks_change(bool isAutumn, bool hasOffset)
    {
        var change = isAutumn ? Autumn : Spring;
        for (var at = change.AddMinutes(-90).AddSeconds(30); at < change.AddMinutes(90); at = at.AddMinutes(1))
        {
            var measured = at.AddSeconds(-2);
            var taken = at.AddMinutes(-(at.Minute % 20));
            Report(at, Text(measured, hasOffset), Text(taken, hasOffset));

            Assert.Equal(_rate, _monitor.Current(Vital.HeartRate)?.Value);
            Assert.Equal(taken, _monitor.Current(Vital.NonInvasiveSystolic)!.Value.At.ToDateTimeOffset(), TimeSpan.FromSeconds(3));
        }

        Assert.DoesNotContain(_effects, effect => effect is HistoryTaken { Whole: true } history && history.Vitals.Contains(Vital.HeartRate));
        Assert.DoesNotContain(_effects, effect => effect is AlarmChanged { Alarm.Kind: AlarmKind.SignalLost });
    }

    [Fact]
    public void A_gateway_that_does_not_change_its_clock_loses_two_reports_to_history_and_no_more()
    {
        var history = new List<DateTimeOffset>();
        for (var at = Spring.AddMinutes(-30); at < Spring.AddMinutes(150); at = at.AddMinutes(1))
        {
            Report(at, at.ToOffset(TimeSpan.FromHours(1)).ToString(Local, CultureInfo.InvariantCulture));
            if (_monitor.Current(Vital.HeartRate)?.Value != _rate)
            {
                history.Add(at);
            }
        }

        Assert.Equal([Spring.AddMinutes(60), Spring.AddMinutes(61)], history);
    }

    [Fact]
    public void Reports_that_a_gateway_kept_back_over_the_change_are_drawn_at_their_own_minutes()
    {
        for (var minute = -20; minute < -10; minute++)
        {
            Report(Autumn.AddMinutes(minute), Text(Autumn.AddMinutes(minute), hasOffset: true));
        }

        var back = Autumn.AddMinutes(30);
        for (var minute = -10; minute < 29; minute++)
        {
            Report(back, Text(Autumn.AddMinutes(minute), hasOffset: true));
            Assert.Null(_monitor.Current(Vital.HeartRate));
        }

        Report(back, Text(back, hasOffset: true));
        Apply(back.AddMinutes(1), ClockTicked.Instance);

        Assert.Equal(_rate, _monitor.Current(Vital.HeartRate)?.Value);
        var past = _effects.OfType<VitalSummarized>().Where(effect => effect.IsPast).ToList();
        Assert.Equal(Enumerable.Range(-10, 39).Select(minute => Autumn.AddMinutes(minute)), past.Select(effect => effect.Start.ToDateTimeOffset()));
        Assert.All(past, effect => Assert.Equal(1, effect.Count));
    }

    [Fact]
    public void An_older_heart_rate_in_the_same_message_is_not_the_one_of_now()
    {
        Report(Autumn, Text(Autumn, hasOffset: true));
        var at = Autumn.AddMinutes(1);
        Take(at, $"OBR|1||R1|x|||{Text(at, hasOffset: true)}", Rate(1, 70), Rate(2, 20, Text(at.AddMinutes(-10), hasOffset: true)));

        Assert.Equal(70, _monitor.Current(Vital.HeartRate)?.Value);
    }

    private static string Text(DateTimeOffset time, bool hasOffset)
    {
        var local = Instant.FromDateTimeOffset(time).InZone(Berlin).ToDateTimeOffset();
        return local.ToString(Local, CultureInfo.InvariantCulture) + (hasOffset ? local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal) : "");
    }

    private static string Rate(int row, int value, string at = "") => $"OBX|{row}|NM|147842^x^MDC|1.2.1.{row}|{value}|/min||||||||{at}";

    private void Report(DateTimeOffset receivedAt, string measured, string? taken = null)
    {
        _rate = 60 + ((_rate + 1) % 40);
        string[] cuff = taken is null ? [] : [$"OBX|2|NM|150021^x^MDC|1.3.1.1|120|mm[Hg]||||||||{taken}"];
        Take(receivedAt, [$"OBR|1||R1|x|||{measured}", Rate(1, _rate), .. cuff]);
    }

    private void Take(DateTimeOffset receivedAt, params string[] segments)
    {
        var profile = Interpreting.Shipped.Find("generic-pcd01")! with { TimeZone = "Europe/Berlin" };
        var interpreter = new Hl7Interpreter(Interpreting.Shipped, new Hl7Site()) { Profile = profile };
        var read = interpreter.Interpret(Messages.Parse([Interpreting.Pcd, .. segments]), SiloTime.From(receivedAt));
        Assert.Empty(read.Refused());
        foreach (var reading in read.Readings)
        {
            Apply(receivedAt, new PacketReceived(reading.ToPacket(Device, _sequence, SiloTime.From(receivedAt))));
        }
    }

    private void Apply(DateTimeOffset at, InputPayload payload) => _monitor.Apply(new Input(new Stamp("e1", 1, ++_sequence, SiloTime.From(at)), payload), _effects);
}
