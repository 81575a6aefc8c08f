using Microsoft.Extensions.Logging.Abstractions;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Patients;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Patients;

public sealed class SnapshotUpgradeTests
{
    private const string Episode = "00112233445566778899aabbccddeeff";
    private const string Device = "ffeeddccbbaa99887766554433221100";

    /// <summary>Where the monitor's version stands in a stay's snapshot: after the stay's own and the length.</summary>
    private const int VersionAt = 8;

    private static readonly SiloTime Start = SiloTime.From(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));

    private static readonly SegmentLogOptions Roomy = new() { Name = "test", Directory = "/log", SegmentBytes = 64 << 10, MaxBytes = 1 << 24, PendingBytes = 1 << 20, MaxRecordBytes = 128 << 10 };

    private readonly SimulatedDisk _disk = new();
    private readonly Stay _stay = new(Episode);
    private readonly List<Effect> _effects = [];
    private long _sequence;

    [Fact]
    public async Task A_stay_of_a_snapshot_too_old_to_read_is_made_again_from_its_inputs()
    {
        await using (var inputs = Open())
        {
            Write(inputs, new PatientAdmitted(new PatientProfile(60)), new DeviceAssociated(Device), Packet(1), Packet(2));
            await WriteSnapshotAsync(inputs, version: 1);
            Write(inputs, Packet(3));
            await WriteSnapshotAsync(inputs, version: 2);
            Write(inputs, Packet(4), Packet(5));
        }

        await using var upgraded = Open();
        upgraded.Recover();
        new SnapshotUpgrade(upgraded, NullLogger<SnapshotUpgrade>.Instance).Run();

        var replay = upgraded.TakeReplay(Episode);
        var stay = Stay.FromSnapshot(replay.Snapshot!);
        Assert.Equal(5, stay.Monitor.LastSequence);
        Assert.Equal([6, 7], replay.Inputs.Select(input => input.Sequence));
        foreach (var (bytes, _, _) in replay.Inputs)
        {
            stay.Apply(InputCodec.Read(bytes), []);
        }

        Assert.Equal(_stay.ToSnapshot(), stay.ToSnapshot());
    }

    [Fact]
    public async Task Numbers_of_inputs_that_the_log_had_refused_are_not_given_out_again()
    {
        await using (var inputs = Open())
        {
            Write(inputs, new PatientAdmitted(new PatientProfile(60)), new DeviceAssociated(Device));
            Apply(Packet(1));
            await WriteSnapshotAsync(inputs, version: 2);
        }

        await using var upgraded = Open();
        upgraded.Recover();
        new SnapshotUpgrade(upgraded, NullLogger<SnapshotUpgrade>.Instance).Run();

        Assert.Equal(3, Stay.FromSnapshot(upgraded.TakeReplay(Episode).Snapshot!).Monitor.LastSequence);
    }

    [Fact]
    public async Task Without_the_admission_in_the_log_the_start_is_refused_and_says_what_to_do()
    {
        await using (var inputs = Open())
        {
            Apply(new PatientAdmitted(new PatientProfile(60)));
            Write(inputs, new DeviceAssociated(Device));
            await WriteSnapshotAsync(inputs, version: 2);
        }

        await using var upgraded = Open();
        upgraded.Recover();
        var refused = Assert.Throws<InvalidDataException>(new SnapshotUpgrade(upgraded, NullLogger<SnapshotUpgrade>.Instance).Run);
        Assert.Contains("start the build that wrote them", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_of_a_newer_build_refuses_the_start()
    {
        await using (var inputs = Open())
        {
            Write(inputs, new PatientAdmitted(new PatientProfile(60)));
            await WriteSnapshotAsync(inputs, version: 200);
        }

        await using var older = Open();
        older.Recover();
        var refused = Assert.Throws<InvalidDataException>(new SnapshotUpgrade(older, NullLogger<SnapshotUpgrade>.Instance).Run);
        Assert.Contains("newer build", refused.Message, StringComparison.Ordinal);
    }

    private static PacketReceived Packet(long sequence) =>
        new(new DevicePacket { Device = Device, Sequence = sequence, ReceivedAt = Start, Numerics = [new(Mdc.HeartRate, 60 + sequence, Unit.PerMinute)] });

    private InputsLog Open() => new(LogFixture.Open(_disk, Roomy), new Checkpoint(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    private void Write(InputsLog inputs, params InputPayload[] payloads)
    {
        foreach (var payload in payloads)
        {
            Assert.Equal(AppendResult.Appended, inputs.TryAppend(Apply(payload), out _));
        }
    }

    private Input Apply(InputPayload payload)
    {
        var input = new Input(new Stamp(Episode, 1, ++_sequence, Start + TimeSpan.FromSeconds(_sequence)), payload);
        _stay.Apply(input, _effects);
        return input;
    }

    private async Task WriteSnapshotAsync(InputsLog inputs, byte version)
    {
        var bytes = _stay.ToSnapshot();
        bytes[VersionAt] = version;
        Assert.Equal(AppendResult.Appended, await inputs.AppendSnapshotAsync(Episode, _sequence, LogPosition.None, bytes).WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
