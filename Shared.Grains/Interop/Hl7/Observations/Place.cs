using System.Buffers.Text;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>
/// OBX-4 of IHE PCD-01: MDS.VMD.CHANNEL.METRIC[.FACET[.SUBFACET]]; containment rows end in zeros. Anything else (<see cref="IsDotted"/> false) is a
/// vendor's own sub-id: a metric of nothing.
/// </summary>
internal readonly record struct Place(int System, int Vmd, int Channel, int Metric, int Facet, bool IsDotted)
{
    private const int Levels = 6;
    private const int LeastLevels = 4;

    public bool IsContainment => IsDotted && Metric == 0 && Facet == 0;

    public bool IsFacet => IsDotted && Facet != 0;

    /// <summary>The metric a facet belongs to.</summary>
    public Place Parent => this with { Facet = 0 };

    public static Place Parse(ReadOnlySpan<byte> text)
    {
        Span<int> numbers = stackalloc int[Levels];
        numbers.Clear();
        text = text.Trim((byte)' ');
        var count = 0;
        while (count < Levels && Utf8Parser.TryParse(text, out int number, out var length) && number >= 0)
        {
            numbers[count++] = number;
            text = text[length..];
            if (text.IsEmpty)
            {
                return count < LeastLevels ? default : new Place(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], IsDotted: true);
            }

            if (text[0] != (byte)'.')
            {
                return default;
            }

            text = text[1..];
        }

        return default;
    }
}
