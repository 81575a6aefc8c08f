using System.Globalization;
using System.Runtime.InteropServices;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Cli.Ecg;

/// <summary>
/// Writes what training reads: OUT.f32 (little-endian floats, <see cref="BeatInput.Length"/> per row) and OUT.csv
/// (record, sample, reference class or -, row or -1, reason without a row, 1 when scored).
/// </summary>
internal static class BeatExport
{
    public static void Write(string directory, string? records, string output)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The export is little-endian.");
        }

        using var inputs = File.Create(output + ".f32");
        using var index = new StreamWriter(output + ".csv");
        index.WriteLine("record,sample,reference,row,reason,scored");
        var row = 0;
        foreach (var name in ScoredBeats.Names(directory, records))
        {
            var record = ScoredBeats.Load(directory, name);
            foreach (var beat in record.Beats)
            {
                if (beat.Input is { } input)
                {
                    inputs.Write(MemoryMarshal.AsBytes(input.AsSpan()));
                }

                var reference = beat.Reference?.ToString() ?? "-";
                var reason = beat.Ready is { } ready ? ready.Reason.ToString() : beat.Detected ? "Ended" : "Missed";
                var scored = beat.Sample >= record.StartSample ? 1 : 0;
                index.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name},{beat.Sample},{reference},{(beat.Input is null ? -1 : row++)},{reason},{scored}"));
            }
        }
    }
}
