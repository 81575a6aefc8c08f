using System.Globalization;

namespace OrleansCare.Interop.Wfdb;

/// <summary>One line of a header of several segments.</summary>
/// <param name="Name">Of the record that holds it; ~ where nothing was recorded.</param>
public readonly record struct WfdbSegment(string Name, long Frames)
{
    public bool IsGap => Name == "~";
}

/// <summary>A header of several segments, header(5) of the WFDB Applications Guide. A layout (a first segment without frames) is among them.</summary>
/// <param name="SampleRate">Frames per second, the same in every segment.</param>
public sealed record WfdbSegments(string Name, double SampleRate, IReadOnlyList<WfdbSegment> Segments)
{
    private const int MaxSegments = 10_000;

    public long FrameCount => Segments.Sum(segment => segment.Frames);

    /// <returns>Null when the header is of one segment.</returns>
    /// <exception cref="WfdbFormatException">Not a header.</exception>
    // name/nseg nsig [fs [nsamp ...]], then nseg lines: segment nsamp
    public static WfdbSegments? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var head = default(WfdbHeader.RecordLine?);
        var (name, announced, number) = ("", 0, 0);
        var segments = new List<WfdbSegment>();
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim().ToString();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (head is null)
            {
                head = WfdbHeader.ParseRecord(line, number);
                var slash = head.Value.Name.IndexOf('/', StringComparison.Ordinal);
                if (slash < 0)
                {
                    return null;
                }

                name = head.Value.Name[..slash];
                if (!int.TryParse(head.Value.Name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out announced) || announced > MaxSegments)
                {
                    throw WfdbHeader.Bad(number, $"'{head.Value.Name[(slash + 1)..]}' is not a number of segments up to {MaxSegments}");
                }
            }
            else if (segments.Count < announced)
            {
                segments.Add(ParseSegment(line, number));
            }
        }

        if (head is null || segments.Count != announced)
        {
            throw new WfdbFormatException($"The header of {name} announces {announced} segments and lists {segments.Count}.");
        }

        return new WfdbSegments(name, head.Value.Rate, segments);
    }

    private static WfdbSegment ParseSegment(string line, int number)
    {
        var parts = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var frames)
            && parts[0].AsSpan().IndexOfAny('/', '\\') < 0 && parts[0] != ".."
            ? new WfdbSegment(parts[0], frames)
            : throw WfdbHeader.Bad(number, "a segment line is the name of a record in the same folder and a number of samples");
    }
}
