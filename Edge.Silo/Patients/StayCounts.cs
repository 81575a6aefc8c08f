using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Edge.Patients;

/// <summary>What happened in a stay, counted from its Inputs.</summary>
internal sealed class StayCounts
{
    public long Packets { get; set; }

    public long Samples { get; set; }

    public long BeatsClassified { get; private set; }

    public long BeatsUnsure { get; private set; }

    /// <summary>By AlarmKind number.</summary>
    public long[] AlarmsByKind { get; } = new long[128];

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
        foreach (var count in (ReadOnlySpan<long>)[Packets, Samples, BeatsClassified, BeatsUnsure, .. AlarmsByKind, .. AlarmsByPriority])
        {
            writer.Write(count);
        }
    }

    public static StayCounts Read(BinaryReader reader)
    {
        var counts = new StayCounts
        {
            Packets = reader.ReadInt64(),
            Samples = reader.ReadInt64(),
            BeatsClassified = reader.ReadInt64(),
            BeatsUnsure = reader.ReadInt64(),
        };
        for (var i = 0; i < counts.AlarmsByKind.Length; i++)
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
