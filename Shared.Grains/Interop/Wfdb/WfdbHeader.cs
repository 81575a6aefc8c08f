using System.Globalization;

namespace OrleansCare.Interop.Wfdb;

/// <summary>One signal line of a header.</summary>
/// <param name="FileName">Without folders.</param>
/// <param name="Format">One of <see cref="WfdbSamples.Formats"/>.</param>
/// <param name="Skew">Frames by which the stored signal is late.</param>
/// <param name="ByteOffset">Where the samples begin in the file (24 for MATLAB v4).</param>
/// <param name="Gain">Digital units per physical unit; a gain of 0 or none counts as the format's default 200 and is not calibrated.</param>
/// <param name="IsCalibrated">False when the header leaves the gain open.</param>
/// <param name="Baseline">Digital value of physical zero.</param>
/// <param name="Unit">mV when the header says nothing.</param>
/// <param name="AdcResolution">Bits; 0 when not stated.</param>
/// <param name="AdcZero">Digital value in the middle of the converter's range.</param>
/// <param name="Description">Usually the lead.</param>
public sealed record WfdbSignal(
    string FileName, int Format, int Skew, long ByteOffset, double Gain, bool IsCalibrated, int Baseline, string Unit, int AdcResolution, int AdcZero,
    string Description);

/// <summary>A single-segment WFDB header (.hea), header(5) of the WFDB Applications Guide.</summary>
/// <param name="Name">Record name.</param>
/// <param name="SampleRate">Frames per second; 250 when not stated.</param>
/// <param name="FrameCount">Null when not stated.</param>
/// <param name="Signals">In file order.</param>
/// <param name="Comments">Without the leading # and space.</param>
public sealed record WfdbHeader(string Name, double SampleRate, long? FrameCount, IReadOnlyList<WfdbSignal> Signals, IReadOnlyList<string> Comments)
{
    private const int MaxSignals = 256;
    private const double DefaultGain = 200;
    private static readonly char[] Blank = [' ', '\t'];

    /// <exception cref="WfdbFormatException">The text is not a header that is read here.</exception>
    public static WfdbHeader Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var comments = new List<string>();
        var signals = new List<WfdbSignal>();
        var record = default(RecordLine?);
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim().ToString();
            if (line.StartsWith('#'))
            {
                comments.Add(line[1..].Trim());
            }
            else if (line.Length > 0 && record is null)
            {
                record = ParseRecord(line, number);
            }
            else if (line.Length > 0 && signals.Count < record!.Value.Signals && !record.Value.Name.Contains('/', StringComparison.Ordinal))
            {
                signals.Add(ParseSignal(line, number));
            }
        }

        var head = record ?? throw new WfdbFormatException("The header has no record line.");
        if (head.Name.Contains('/', StringComparison.Ordinal))
        {
            throw new WfdbFormatException($"{head.Name} is a record of several segments, which is not read here.");
        }

        if (signals.Count != head.Signals)
        {
            throw new WfdbFormatException($"The header of {head.Name} announces {head.Signals} signals and describes {signals.Count}.");
        }

        return new WfdbHeader(head.Name, head.Rate, head.Frames, signals, comments);
    }

    // name nsig [fs[/counter(base)] [nsamp [time [date]]]]
    internal static RecordLine ParseRecord(string line, int number)
    {
        var parts = line.Split(Blank, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2)
        {
            throw Bad(number, "a record line has at least a name and the number of signals");
        }

        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var signals) || signals > MaxSignals)
        {
            throw Bad(number, $"'{parts[1]}' is not a number of signals up to {MaxSignals}");
        }

        var rate = 250.0;
        if (parts.Length > 2)
        {
            var text = parts[2].Split('/')[0];
            rate = Number(text, number, "sample rate");
            if (!(rate > 0 && rate <= 1e6))
            {
                throw Bad(number, $"the sample rate {text} is impossible");
            }
        }

        long? frames = null;
        if (parts.Length > 3)
        {
            if (!long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw Bad(number, $"'{parts[3]}' is not a number of samples");
            }

            frames = count == 0 ? null : count;
        }

        return new RecordLine(parts[0], signals, rate, frames);
    }

    // file format[xspf][:skew][+offset] [gain[(baseline)][/unit] [resolution [zero [initial [checksum [block [description]]]]]]]
    private static WfdbSignal ParseSignal(string line, int number)
    {
        var parts = line.Split(Blank, 9, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2)
        {
            throw Bad(number, "a signal line has at least a file and a format");
        }

        if (parts[0].AsSpan().IndexOfAny('/', '\\') >= 0 || parts[0] == ".." || parts[0] == "~")
        {
            throw Bad(number, $"the signal file '{parts[0]}' is not in the record's own folder");
        }

        var (format, skew, offset) = ParseFormat(parts[1], number);
        var resolution = parts.Length > 3 ? Integer(parts[3], number, "ADC resolution") : 0;
        var zero = parts.Length > 4 ? Integer(parts[4], number, "ADC zero") : 0;
        double gain = 0;
        int? baseline = null;
        var unit = "mV";
        if (parts.Length > 2)
        {
            var text = parts[2];
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0)
            {
                unit = text[(slash + 1)..];
                text = text[..slash];
            }

            var open = text.IndexOf('(', StringComparison.Ordinal);
            if (open >= 0)
            {
                baseline = Integer(text[(open + 1)..].TrimEnd(')'), number, "baseline");
                text = text[..open];
            }

            gain = Number(text, number, "gain");
        }

        var calibrated = gain != 0 && double.IsFinite(gain);
        return new WfdbSignal(
            parts[0], format, skew, offset, calibrated ? gain : DefaultGain, calibrated, baseline ?? zero, unit, resolution, zero,
            parts.Length > 8 ? parts[8].Trim() : "");
    }

    private static (int Format, int Skew, long Offset) ParseFormat(string text, int number)
    {
        long offset = 0;
        var skew = 0;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var rest = text;
        if (plus >= 0)
        {
            offset = Integer(rest[(plus + 1)..], number, "byte offset");
            rest = rest[..plus];
        }

        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            skew = Integer(rest[(colon + 1)..], number, "skew");
            rest = rest[..colon];
        }

        var times = rest.IndexOf('x', StringComparison.Ordinal);
        if (times >= 0)
        {
            if (rest[(times + 1)..] != "1")
            {
                throw Bad(number, "several samples per frame are not read");
            }

            rest = rest[..times];
        }

        if (offset < 0 || skew < 0)
        {
            throw Bad(number, "a byte offset or skew is negative");
        }

        return int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var format) && WfdbSamples.Reads(format)
            ? (format, skew, offset)
            : throw Bad(number, $"signal format {rest} is not read, only {WfdbSamples.Formats}");
    }

    private static double Number(string text, int line, string what)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(line, $"'{text}' is not a {what}");

    private static int Integer(string text, int line, string what)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(line, $"'{text}' is not a {what}");

    internal static WfdbFormatException Bad(int line, string what) => new($"Header line {line}: {what}.");

    /// <param name="Name">NAME/N for a record of N segments.</param>
    internal readonly record struct RecordLine(string Name, int Signals, double Rate, long? Frames);
}
