using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Tests.Monitoring;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Tests.Devices;

/// <summary>What was measured more than a minute ago, or before what is shown, is history.</summary>
public sealed class LatePacketTests
{
    /// <summary>The device's clock is five hours behind.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromHours(5);

    private readonly TestPatient _patient = TestPatient.Admitted();
    private long _packet;

    [Fact]
    public void A_late_value_neither_moves_the_picture_nor_raises_an_alarm()
    {
        Stream(30, (Mdc.Spo2, 97));
        for (var i = 0; i < 30; i++)
        {
            Stream(1, (Mdc.Spo2, 97));
            Send(ago: 600 - i, (Mdc.Spo2, 70));
        }

        Assert.Empty(_patient.AlarmChanges);
        Assert.Equal(97, Current(Vital.Spo2));
    }

    [Fact]
    public void A_late_value_does_not_end_an_alarm()
    {
        Stream(12, (Mdc.Spo2, 80));
        Assert.Equal(AlarmKind.Spo2Low, Assert.Single(_patient.Open).Kind);
        _patient.Apply(new AlarmAcknowledged(_patient.Open[0].Id, "nurse"));

        Send(ago: 300, (Mdc.Spo2, 99));

        Assert.Single(_patient.Open);
        Assert.Equal(80, Current(Vital.Spo2));
    }

    [Fact]
    public void A_late_value_is_told_in_its_own_minute_once()
    {
        Stream(61, (Mdc.HeartRate, 70));
        var measured = _patient.Now + TimeSpan.FromSeconds(-600);
        for (var i = 0; i < 3; i++)
        {
            Send(ago: 600, (Mdc.HeartRate, 50 + i));
        }

        Stream(61, (Mdc.HeartRate, 70));

        var past = Assert.Single(_patient.Effects.OfType<VitalSummarized>(), effect => effect.IsPast);
        Assert.Equal((51, 50, 52, 3), (past.Median, past.Minimum, past.Maximum, past.Count));
        Assert.True(past.Start <= measured && measured < past.End);
        Assert.All(_patient.Effects.OfType<VitalSummarized>().Where(effect => !effect.IsPast), effect => Assert.Equal(70, effect.Median));
        Assert.Equal(3, _patient.Effects.OfType<HistoryTaken>().Count(effect => effect.Whole && effect.Vitals.Contains(Vital.HeartRate)));
    }

    [Fact]
    public void Minutes_that_come_again_and_again_have_names_of_their_own()
    {
        Stream(5, (Mdc.HeartRate, 70));
        foreach (var ago in new[] { 900, 600, 900, 600 })
        {
            Send(ago, (Mdc.HeartRate, 60));
        }

        Stream(61, (Mdc.HeartRate, 70));

        var names = _patient.Effects.OfType<VitalSummarized>().Select(effect => effect.Id).ToList();
        Assert.Equal(5, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void A_backlog_completes_no_score()
    {
        _patient.Apply(new ConsciousnessEntered(Consciousness.Alert, "nurse"));
        _patient.Apply(new OxygenEntered(false, "nurse"));
        Stream(5, (Mdc.HeartRate, 70));
        for (var i = 0; i < 120; i++)
        {
            Stream(1, (Mdc.HeartRate, 70));
            Send(ago: 900 - i, (Mdc.RespiratoryRate, 16), (Mdc.Spo2, 97), (Mdc.ArterialSystolic, 120), (Mdc.Temperature, 37));
        }

        Assert.Contains(News2Parameter.Spo2, _patient.Monitor.Picture(_patient.Now).Score!.Missing);
        Assert.Null(_patient.Monitor.Picture(_patient.Now).Score!.Total);
    }

    [Fact]
    public void A_device_that_sends_its_backlog_is_lost_until_it_speaks_of_now()
    {
        Stream(10, (Mdc.HeartRate, 70));
        _patient.Tick(600);
        for (var i = 0; i < 500; i++)
        {
            _patient.Wait(0.02);
            Send(ago: 600 - i, (Mdc.HeartRate, 70));
        }

        Assert.Equal(AlarmKind.SignalLost, Assert.Single(_patient.Open).Kind);
        Assert.Empty(_patient.Monitor.Picture(_patient.Now).Vitals);
        Stream(1, (Mdc.HeartRate, 71));
        Assert.Empty(_patient.Open);
        Assert.Equal(71, Current(Vital.HeartRate));
    }

    [Fact]
    public void A_backlog_after_a_restart_is_known_for_one()
    {
        Stream(10, (Mdc.HeartRate, 70));
        _patient.Restart();
        _patient.Wait(1200);
        Send(ago: 1100, (Mdc.HeartRate, 30));

        Assert.Null(_patient.Monitor.Current(Vital.HeartRate));
    }

    [Fact]
    public void What_was_in_quarantine_is_history_by_when_it_was_received()
    {
        Stream(10, (Mdc.HeartRate, 70));
        _patient.Apply(new PacketReceived(new DevicePacket
        {
            Device = TestPatient.Device,
            Sequence = ++_packet,
            ReceivedAt = _patient.Now + TimeSpan.FromMinutes(-30),
            Numerics = [new(Mdc.HeartRate, 20, Unit.None)],
        }));

        Assert.Equal(70, Current(Vital.HeartRate));
    }

    [Fact]
    public void Waves_of_before_are_not_taken_for_the_heart_of_now()
    {
        var ecg = new Rhythm.SyntheticEcg();
        for (var second = 0; second < 20; second++)
        {
            _patient.Wait(1);
            SendWaves(ago: 0, ecg.Next(1));
        }

        var old = new Rhythm.SyntheticEcg { Rate = 0 };
        for (var second = 0; second < 30; second++)
        {
            SendWaves(ago: 900 - second, old.Next(1));
            _patient.Wait(1);
            SendWaves(ago: 0, ecg.Next(1));
        }

        Assert.Empty(_patient.AlarmChanges);
        SendWaves(ago: 900, old.Next(1));
        Assert.False(_patient.Monitor.IsLive(((PacketReceived)_patient.Inputs[^1].Payload).Packet));
    }

    [Fact]
    public void A_value_that_is_overtaken_by_a_newer_one_changes_nothing()
    {
        Stream(5, (Mdc.HeartRate, 70));
        Send(ago: 0, (Mdc.HeartRate, 75));
        Send(ago: 3, (Mdc.HeartRate, 71));
        Assert.Equal(75, Current(Vital.HeartRate));

        Send(ago: 2, (Mdc.Spo2, 97));
        Assert.Equal(97, Current(Vital.Spo2));
    }

    [Fact]
    public void A_second_device_does_not_put_an_older_value_over_a_newer_one()
    {
        _patient.Apply(new DeviceAssociated("d2"));
        for (var i = 0; i < 3; i++)
        {
            Stream(1, (Mdc.HeartRate, 70));
            Send("d2", 0, (Mdc.RespiratoryRate, 15));
        }

        Send(ago: 0, (Mdc.HeartRate, 72));
        Send("d2", 20, (Mdc.HeartRate, 60));

        Assert.Equal(72, Current(Vital.HeartRate));
    }

    [Fact]
    public void A_cuff_of_ten_minutes_ago_stands_for_the_rest_of_its_hour_and_completes_a_score()
    {
        _patient.Apply(new ConsciousnessEntered(Consciousness.Alert, "nurse"));
        _patient.Apply(new OxygenEntered(false, "nurse"));
        (int, double)[] others = [(Mdc.HeartRate, 70), (Mdc.RespiratoryRate, 16), (Mdc.Spo2, 97), (Mdc.Temperature, 37)];
        Stream(5, others);
        var taken = _patient.Now + TimeSpan.FromMinutes(-10);
        Send(ago: 600, (Mdc.NonInvasiveSystolic, 120));
        Stream(61, others);

        Assert.Equal(taken, _patient.Monitor.Current(Vital.NonInvasiveSystolic)?.At);
        Assert.Equal(0, _patient.Monitor.Picture(_patient.Now).Score!.Total);
        Stream(52 * 60, others);
        Assert.Null(_patient.Monitor.Current(Vital.NonInvasiveSystolic));
    }

    [Fact]
    public void A_cuff_that_is_told_again_each_minute_does_not_grow_younger()
    {
        Stream(5, (Mdc.HeartRate, 70));
        var taken = _patient.Now;
        for (var minute = 0; minute < 61; minute++)
        {
            Send(ago: minute * 60, (Mdc.NonInvasiveSystolic, 120));
            Assert.Equal(taken, _patient.Monitor.Current(Vital.NonInvasiveSystolic)?.At);
            Stream(60, (Mdc.HeartRate, 70));
        }

        Send(ago: 61 * 60, (Mdc.NonInvasiveSystolic, 120));
        Assert.Null(_patient.Monitor.Current(Vital.NonInvasiveSystolic));
        Assert.Single(_patient.Effects.OfType<VitalSummarized>(), effect => effect.Vital == Vital.NonInvasiveSystolic);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_clock_that_is_set_by_an_hour_silences_nobody_for_longer_than_ten_seconds(int seconds)
    {
        Stream(10, (Mdc.Spo2, 97));
        for (var second = 0; second < 30; second++)
        {
            _patient.Wait(1);
            Send(ago: seconds, (Mdc.Spo2, 80));
        }

        Assert.Equal(80, Current(Vital.Spo2));
        Assert.Equal(AlarmKind.Spo2Low, Assert.Single(_patient.Open).Kind);
    }

    [Fact]
    public void The_edges_own_clock_that_is_set_silences_nobody_for_longer_than_ten_seconds()
    {
        Stream(10, (Mdc.Spo2, 97));
        foreach (var step in new[] { 7200, -7200 })
        {
            var behind = step;
            _patient.Wait(step);
            for (var second = 0; second < 12; second++)
            {
                _patient.Wait(1);
                Send(ago: behind, (Mdc.Spo2, 96));
            }

            Assert.Equal(96, Current(Vital.Spo2));
        }
    }

    private double? Current(Vital vital) => _patient.Monitor.Current(vital)?.Value;

    private void Stream(int seconds, params (int Code, double Value)[] numerics)
    {
        for (var i = 0; i < seconds; i++)
        {
            _patient.Wait(1);
            Send(ago: 0, numerics);
        }
    }

    private void Send(double ago, params (int Code, double Value)[] numerics) => Send(TestPatient.Device, ago, numerics);

    private void Send(string device, double ago, params (int Code, double Value)[] numerics) => _patient.Apply(new PacketReceived(new DevicePacket
    {
        Device = device,
        Sequence = ++_packet,
        DeviceTime = Stamp(ago),
        ReceivedAt = _patient.Now,
        Numerics = [.. numerics.Select(n => new Numeric(n.Code, n.Value, Unit.None))],
    }));

    private void SendWaves(double ago, IReadOnlyList<WaveformChunk> waves) => _patient.Apply(new PacketReceived(new DevicePacket
    {
        Device = TestPatient.Device,
        Sequence = ++_packet,
        DeviceTime = Stamp(ago),
        ReceivedAt = _patient.Now,
        Waveforms = waves,
    }));

    private DeviceTime Stamp(double ago) => new((_patient.Now + TimeSpan.FromSeconds(-ago) + -Behind).UnixMicroseconds);
}
