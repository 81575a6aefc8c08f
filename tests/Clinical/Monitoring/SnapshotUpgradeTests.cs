using System.Buffers;
using System.Text.RegularExpressions;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Tests.Monitoring;

/// <summary>Bytes that builds wrote are frozen: every later build reads them.</summary>
public sealed class SnapshotUpgradeTests
{
    private const string Present = "present";

    private static readonly AlarmKind[] OpenKinds = [AlarmKind.Spo2Low, AlarmKind.PatientConflict];

    /// <summary>Golden files, and what this build writes.</summary>
    public static TheoryData<string> Frozen => ["v3", "v3-without-device-alarms", "v4", "v5", "v5-clocks", Present];

    [Theory]
    [MemberData(nameof(Frozen))]
    public void A_stay_goes_on_from_a_snapshot_that_an_older_build_wrote(string name)
    {
        var monitor = PatientMonitor.ReadSnapshot(name == Present ? Snapshot(SnapshotStay.Run().Monitor) : Golden(name));
        var picture = monitor.Picture(TestPatient.Start + TimeSpan.FromSeconds(75));

        Assert.Equal(67, picture.Profile?.AgeYears);
        Assert.Equal("chronic", Assert.Single(picture.Limits, limit => limit.Entry is not null).Entry!.Reason);
        Assert.Equal("imaging", picture.Standby?.Reason);
        Assert.Equal("Dr. B", picture.Entries.Spo2ScaleBy);
        Assert.Equal(AlarmKind.HeartRateLow, Assert.Single(picture.Inactivations).Kind);
        Assert.Equal(
            name == "v3-without-device-alarms" ? OpenKinds : [.. OpenKinds, AlarmKind.DeviceFault],
            picture.Alarms.Select(alarm => alarm.Kind).Where(kind => kind != AlarmKind.AlarmNotReceived));
        Assert.Equal(84, picture.Vitals.Single(vital => vital.Vital == Codes.Vital.Spo2).Value);

        var effects = new List<Effect>();
        monitor.Apply(Next(monitor, 76, ClockTicked.Instance), effects);
        monitor.Apply(Next(monitor, 120, new AlarmAcknowledged(picture.Alarms[0].Id, "nurse")), effects);
        Assert.Contains(effects.OfType<AlarmChanged>(), changed => changed.Alarm.Id == picture.Alarms[0].Id && changed.Alarm.Revision > picture.Alarms[0].Revision);
        Assert.Contains(effects, effect => effect is VitalSummarized { IsPast: false });
        Assert.Equal(name is Present or "v5-clocks", effects.Any(effect => effect is VitalSummarized { IsPast: true, Median: 50 }));
        Assert.Equal(0, monitor.Ignored);
    }

    [Fact]
    public void A_snapshot_of_the_version_before_holds_what_the_present_one_holds() => Assert.Equal(
        Snapshot(PatientMonitor.ReadSnapshot(Golden("v5"))), Snapshot(PatientMonitor.ReadSnapshot(Golden("v4"))));

    [Fact]
    public void A_snapshot_that_is_too_old_or_newer_is_refused_by_its_version()
    {
        Assert.Equal(SnapshotAge.TooOld, PatientMonitor.AgeOf([2, 0, 0]));
        Assert.Equal(SnapshotAge.TooNew, PatientMonitor.AgeOf([6, 0, 0]));
        Assert.Contains("older", Assert.Throws<DamagedRecordException>(() => PatientMonitor.ReadSnapshot([2, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("newer", Assert.Throws<DamagedRecordException>(() => PatientMonitor.ReadSnapshot([6, 0, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_was_added_is_absent_in_older_bytes_and_refused_by_an_older_build()
    {
        var (older, newer) = (Written(new Older { First = 7 }), Written(new Newer { First = 7, Added = 9 }));

        var reader = new RecordReader(older);
        var read = new Newer { Added = -1 };
        read.Visit(ref reader);
        Assert.Equal((7, -1), (read.First, read.Added));

        reader = new RecordReader(newer);
        read.Visit(ref reader);
        Assert.Equal((7, 9), (read.First, read.Added));

        Assert.Contains("newer", Assert.Throws<DamagedRecordException>(() => ReadOlder(newer)).Message, StringComparison.Ordinal);
    }

    private static void ReadOlder(byte[] bytes)
    {
        var reader = new RecordReader(bytes);
        new Older().Visit(ref reader);
    }

    private static byte[] Written(Older state)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RecordWriter(output);
        state.Visit(ref writer);
        return output.WrittenSpan.ToArray();
    }

    private static Input Next(PatientMonitor monitor, int second, InputPayload payload) =>
        new(new Stamp(TestPatient.Episode, 1, monitor.LastSequence + 1, TestPatient.Start + TimeSpan.FromSeconds(second)), payload);

    private static byte[] Golden(string name) => Convert.FromHexString(
        Regex.Replace(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "clinical", $"snapshot-{name}.hex")), @"\s", ""));

    private static byte[] Snapshot(PatientMonitor monitor)
    {
        var output = new ArrayBufferWriter<byte>();
        monitor.WriteSnapshot(output);
        return output.WrittenSpan.ToArray();
    }

    private class Older
    {
        public int First;

        public virtual void Visit<T>(ref T fields)
            where T : IRecordFields, allows ref struct
        {
            fields.Visit(ref First);
            fields.VisitEnd();
        }
    }

    private sealed class Newer : Older
    {
        public int Added;

        public override void Visit<T>(ref T fields)
        {
            fields.Visit(ref First);
            if (fields.VisitMore())
            {
                fields.Visit(ref Added);
            }

            fields.VisitEnd();
        }
    }
}
