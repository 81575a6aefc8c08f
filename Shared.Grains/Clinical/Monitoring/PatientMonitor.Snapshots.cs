using System.Buffers;
using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>The state in bytes.</summary>
public sealed partial class PatientMonitor
{
    /// <summary>
    /// From 5 on every type says where its fields end, so that fields are added without a new number. 3 and 4: types end where that version's fields do.
    /// 1 and 2: read no more; the alarms of 1 had other states.
    /// </summary>
    private const byte SnapshotVersion = RecordReader.Marked;
    private const byte OldestSnapshotVersion = 3;

    public void WriteSnapshot(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new RecordWriter(output);
        writer.Byte(SnapshotVersion);
        writer.String(_episode);
        Visit(ref writer, hasAlerts: true);
        _ecg.Write(writer);
        _witnesses.Write(writer);
    }

    /// <summary>Whether <see cref="ReadSnapshot"/> knows the version; nothing else of the bytes is looked at.</summary>
    public static SnapshotAge AgeOf(ReadOnlySpan<byte> snapshot) => snapshot switch
    {
        [] => SnapshotAge.TooOld,
        [< OldestSnapshotVersion, ..] => SnapshotAge.TooOld,
        [> SnapshotVersion, ..] => SnapshotAge.TooNew,
        _ => SnapshotAge.Known,
    };

    /// <exception cref="DamagedRecordException">The bytes are not one whole snapshot of a known version, or a newer build wrote fields that this one does not know.</exception>
    public static PatientMonitor ReadSnapshot(ReadOnlySpan<byte> snapshot)
    {
        if (AgeOf(snapshot) is var age and not SnapshotAge.Known)
        {
            throw new DamagedRecordException(
                $"Snapshot version {(snapshot.IsEmpty ? 0 : snapshot[0])} is {(age == SnapshotAge.TooNew ? "newer than this build: go on with the build that wrote it" : "older than can be read")}; "
                + $"this code reads {OldestSnapshotVersion} to {SnapshotVersion}.");
        }

        try
        {
            return Read(snapshot, hasAlerts: true);
        }
        catch (DamagedRecordException) when (snapshot[0] == OldestSnapshotVersion)
        {
            // Version 3 was first written without the devices' own alarms, under the same number.
            return Read(snapshot, hasAlerts: false);
        }
    }

    private static PatientMonitor Read(ReadOnlySpan<byte> snapshot, bool hasAlerts)
    {
        var reader = new RecordReader(snapshot[1..], snapshot[0]);
        var episode = reader.String();
        if (episode.Length == 0)
        {
            throw new DamagedRecordException("The snapshot names no episode.");
        }

        var monitor = new PatientMonitor(episode);
        monitor.Visit(ref reader, hasAlerts);
        monitor._ecg.Read(ref reader);
        monitor._witnesses.Read(ref reader);
        reader.ExpectEnd();
        return monitor;
    }

    private void Visit<T>(ref T fields, bool hasAlerts)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _epoch);
        fields.Visit(ref _sequence);
        fields.Visit(ref _now);
        fields.Visit(ref _isDischarged);
        fields.Visit(ref _ignored);
        ProfileRecord.Visit(ref fields, ref _profile);
        _vitals.Visit(ref fields);
        _minutes.Visit(ref fields);
        _limits.Visit(ref fields);
        _score.Visit(ref fields);
        _devices.Visit(ref fields);
        _beats.Visit(ref fields);
        _alarms.Visit(ref fields);
        _signals.Visit(ref fields);
        _escalation.Visit(ref fields);
        if (hasAlerts)
        {
            _alerts.Visit(ref fields);
        }

        if (fields.VisitMore())
        {
            _apnoea.Visit(ref fields);
        }

        fields.VisitEnd();
    }
}
