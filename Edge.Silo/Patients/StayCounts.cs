using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Edge.Patients;

/// <summary>What happened in a stay, counted from its Inputs.</summary>
internal sealed class StayCounts
{
    /// <summary>What a stay's snapshot of the first version always holds.</summary>
    private const int FirstKindCount = 128;

    private static readonly int KindCount = (int)Enum.GetValues<AlarmKind>().Max() + 1;

    public long Packets { get; set; }

    public long Samples { get; set; }

    public long BeatsClassified { get; private set; }

    public long BeatsUnsure { get; private set; }

    /// <summary>By AlarmKind number.</summary>
    public long[] AlarmsByKind { get; private init; } = new long[KindCount];

    /// <summary>Low, medium, high.</summary>
    public long[] AlarmsByPriority { get; } = new long[3];

    public void Count(Alarm alarm)
    {
        AlarmsByKind[(int)alarm.Kind]++;
        AlarmsByPriority[(int)alarm.Priority - 1]++;
    }

    public void Count(BeatClass beat)
    {
        if (beat == BeatClass.Unsure)
        {
            BeatsUnsure++;
        }
        else
        {
            BeatsClassified++;
        }
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var count in (ReadOnlySpan<long>)[Packets, Samples, BeatsClassified, BeatsUnsure, AlarmsByKind.Length, .. AlarmsByKind, .. AlarmsByPriority])
        {
            writer.Write(count);
        }
    }

    /// <param name="saysKinds">False: a snapshot of the first version.</param>
    /// <exception cref="InvalidDataException">It says that it holds more kinds than can be.</exception>
    public static StayCounts Read(BinaryReader reader, bool saysKinds)
    {
        var (packets, samples, classified, unsure) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var kinds = saysKinds ? reader.ReadInt64() : FirstKindCount;
        if (kinds is < 0 or > ushort.MaxValue)
        {
            throw new InvalidDataException($"The stay's snapshot counts {kinds} kinds of alarms.");
        }

        var counts = new StayCounts
        {
            Packets = packets,
            Samples = samples,
            BeatsClassified = classified,
            BeatsUnsure = unsure,
            AlarmsByKind = new long[Math.Max(kinds, KindCount)],
        };
        for (var i = 0; i < kinds; i++)
        {
            counts.AlarmsByKind[i] = reader.ReadInt64();
        }

        for (var i = 0; i < counts.AlarmsByPriority.Length; i++)
        {
            counts.AlarmsByPriority[i] = reader.ReadInt64();
        }

        return counts;
    }
}
