using System.Globalization;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Recordings;

/// <summary>Recordings of BIDMC as CSV: bidmc_NN_Signals.csv at 125 Hz and bidmc_NN_Numerics.csv at 1 Hz. Both begin with "Time [s]".</summary>
public static class BidmcRecordings
{
    private const double Rate = 125;

    public static Recording Load(string signalsFile)
    {
        var (names, rows) = Read(signalsFile);
        var signals = new List<RecordedSignal>();
        for (var column = 1; column < names.Length; column++)
        {
            if (SignalMeaning.Of(names[column]) is { } meaning && signals.TrueForAll(s => s.Meaning.Code != meaning.Code))
            {
                // Pressures reach 300 mmHg, everything else a few units.
                var gain = meaning.Unit == Unit.MillimetreOfMercury ? 0.02 : 0.0005;
                signals.Add(new RecordedSignal(meaning, Rate, gain, 0, [.. rows.Select(row => Raw(row[column], gain))]));
            }
        }

        var numericsFile = signalsFile.Replace("_Signals.csv", "_Numerics.csv", StringComparison.Ordinal);
        var numerics = File.Exists(numericsFile) ? ReadNumerics(numericsFile) : [];
        return new Recording(Path.GetFileName(signalsFile).Replace("_Signals.csv", string.Empty, StringComparison.Ordinal), rows.Count / Rate, signals, [], numerics);
    }

    private static List<RecordedNumeric> ReadNumerics(string file)
    {
        var (names, rows) = Read(file);
        var numerics = new List<RecordedNumeric>();
        foreach (var row in rows)
        {
            for (var column = 1; column < names.Length; column++)
            {
                if (Meaning(names[column]) is { } meaning && double.IsFinite(row[column]))
                {
                    numerics.Add(new RecordedNumeric(Math.Abs(row[0]), meaning.Code, row[column], meaning.Unit, meaning.Device));
                }
            }
        }

        return numerics;
    }

    private static SignalMeaning? Meaning(string name) => name switch
    {
        "HR" => new SignalMeaning(Mdc.HeartRate, Unit.PerMinute, DeviceKind.Monitor),
        "PULSE" => new SignalMeaning(Mdc.PulseRateOximeter, Unit.PerMinute, DeviceKind.Oximeter),
        "RESP" => new SignalMeaning(Mdc.RespiratoryRate, Unit.PerMinute, DeviceKind.Monitor),
        "SpO2" => new SignalMeaning(Mdc.Spo2, Unit.Percent, DeviceKind.Oximeter),
        _ => null,
    };

    private static (string[] Names, List<double[]> Rows) Read(string file)
    {
        using var reader = new StreamReader(file);
        var names = (reader.ReadLine() ?? throw new InvalidDataException($"{file} is empty.")).Split(',', StringSplitOptions.TrimEntries);
        var rows = new List<double[]>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (cells.Length != names.Length)
            {
                throw new InvalidDataException($"{file} line {rows.Count + 2} has {cells.Length} cells instead of {names.Length}.");
            }

            rows.Add(Array.ConvertAll(cells, cell => double.TryParse(cell, CultureInfo.InvariantCulture, out var value) ? value : double.NaN));
        }

        return (names, rows);
    }

    private static short Raw(double value, double gain) =>
        double.IsFinite(value) && Math.Abs(value / gain) < short.MaxValue ? (short)Math.Round(value / gain) : WaveformChunk.NoValue;
}
