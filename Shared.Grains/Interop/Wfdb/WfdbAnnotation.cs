using System.Buffers.Binary;
using System.Text;

namespace OrleansCare.Interop.Wfdb;

/// <summary>One annotation.</summary>
/// <param name="Sample">Frame index.</param>
/// <param name="Symbol">The mnemonic: N, V, +, ~, [ ...; ' ' for a code without one.</param>
/// <param name="SubType">Of NOISE (~): bit set of bad signals; 0x10 and up add "unreadable".</param>
/// <param name="Channel">Of the signal it belongs to.</param>
/// <param name="Number">Free.</param>
/// <param name="Text">AUX string: the rhythm, such as (AFIB, at '+'. Null when there is none.</param>
public readonly record struct WfdbAnnotation(long Sample, char Symbol, int SubType, int Channel, int Number, string? Text)
{
    private const string BeatSymbols = "NLRaVFJASEj/QBen?fr";

    /// <summary>A QRS complex, by ecgcodes.h's isqrs; flutter waves (!) are none.</summary>
    public bool IsBeat => BeatSymbols.Contains(Symbol, StringComparison.Ordinal);

    public bool IsFlutterOn => Symbol == '[';

    public bool IsFlutterOff => Symbol == ']';
}

/// <summary>MIT annotation files (.atr), annot(5) of the WFDB Applications Guide.</summary>
public static class WfdbAnnotations
{
    // Index = code of ecgcodes.h.
    private const string Symbols = " NLRaVFJASEj/Q~ | sT*D\"=pB^t+u?![]en@xf()r";
    private const int Skip = 59;
    private const int Num = 60;
    private const int Sub = 61;
    private const int Chn = 62;
    private const int Aux = 63;

    /// <summary>
    /// Every annotation: 16 bits little-endian, the code in the upper six, the interval to the one before in the lower ten;
    /// modifiers SUB, NUM, CHN, AUX follow the annotation they belong to; 0 ends the file.
    /// </summary>
    /// <exception cref="WfdbFormatException">The file ends within an annotation, or goes back in time.</exception>
    public static IReadOnlyList<WfdbAnnotation> Parse(ReadOnlySpan<byte> file)
    {
        var annotations = new List<WfdbAnnotation>();
        var at = 0;
        var (time, channel, number) = (0L, 0, 0);
        while (true)
        {
            var word = Word(file, ref at);
            var (code, interval) = (word >> 10, word & 0x3FF);
            switch (code)
            {
                case 0 when interval == 0:
                    return annotations;
                case Skip:
                    // PDP-11 order: the high half first.
                    var high = Word(file, ref at);
                    time += (int)((uint)(high << 16) | (uint)Word(file, ref at));
                    break;
                case Num:
                    number = (sbyte)interval;
                    Change(annotations, at, a => a with { Number = (sbyte)interval });
                    break;
                case Sub:
                    Change(annotations, at, a => a with { SubType = (sbyte)interval });
                    break;
                case Chn:
                    channel = interval & 0xFF;
                    Change(annotations, at, a => a with { Channel = interval & 0xFF });
                    break;
                case Aux:
                    if (file.Length - at < interval)
                    {
                        throw new WfdbFormatException($"Annotation text at byte {at} runs over the end of the file.");
                    }

                    var text = Encoding.Latin1.GetString(file.Slice(at, interval)).TrimEnd('\0');
                    at += interval + (interval & 1);
                    Change(annotations, at, a => a with { Text = text });
                    break;
                default:
                    time += interval;
                    if (time < 0 || (annotations.Count > 0 && time < annotations[^1].Sample))
                    {
                        throw new WfdbFormatException($"Annotation {annotations.Count + 1} goes back in time.");
                    }

                    annotations.Add(new WfdbAnnotation(time, code < Symbols.Length ? Symbols[code] : ' ', 0, channel, number, null));
                    break;
            }
        }
    }

    private static void Change(List<WfdbAnnotation> annotations, int at, Func<WfdbAnnotation, WfdbAnnotation> change)
    {
        if (annotations.Count == 0)
        {
            throw new WfdbFormatException($"The modifier before byte {at} has no annotation to belong to.");
        }

        annotations[^1] = change(annotations[^1]);
    }

    private static int Word(ReadOnlySpan<byte> file, ref int at)
    {
        if (file.Length - at < 2)
        {
            throw new WfdbFormatException($"The annotation file ends at byte {file.Length} without its end mark.");
        }

        at += 2;
        return BinaryPrimitives.ReadUInt16LittleEndian(file[(at - 2)..]);
    }
}
