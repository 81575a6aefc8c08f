using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace OrleansCare.Interop.Hl7.Text;

/// <summary>
/// Escape sequences (v2.9 section 2.7): escape character, content, escape character.
/// F S T R E P = the delimiters; Xdd.. = bytes; .br .sp .ce = line breaks, .in .ti .sk = blanks, .fi .nf H N = nothing in plain text.
/// Character set switches (Cxxyy, Mxxyyzz), local ones (Z..) and everything unknown stay as they are written.
/// </summary>
public static class Hl7Text
{
    private const int BreaksAtMost = 99;
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    public static string Decode(ReadOnlySpan<byte> raw, in Hl7Delimiters delimiters, Hl7CharacterSet characterSet)
    {
        if (delimiters.Escape == 0 || !raw.Contains(delimiters.Escape))
        {
            return characterSet.Encoding.GetString(raw);
        }

        var plain = new ArrayBufferWriter<byte>(raw.Length);
        Unescape(raw, in delimiters, plain);
        return characterSet.Encoding.GetString(plain.WrittenSpan);
    }

    public static void Unescape(ReadOnlySpan<byte> raw, in Hl7Delimiters delimiters, IBufferWriter<byte> plain)
    {
        while (delimiters.Escape != 0 && raw.IndexOf(delimiters.Escape) is >= 0 and var start)
        {
            plain.Write(raw[..start]);
            var length = raw[(start + 1)..].IndexOf(delimiters.Escape);
            if (length < 0)
            {
                raw = raw[start..];
                break;
            }

            var sequence = raw.Slice(start + 1, length);
            if (TryWrite(sequence, in delimiters, plain))
            {
                raw = raw[(start + length + 2)..];
            }
            else
            {
                // The closing character may open the next sequence, as in C:\dir\F\, where the first was never meant as one.
                plain.Write(raw.Slice(start, length + 1));
                raw = raw[(start + length + 1)..];
            }
        }

        plain.Write(raw);
    }

    private static bool TryWrite(ReadOnlySpan<byte> sequence, in Hl7Delimiters delimiters, IBufferWriter<byte> plain)
    {
        switch (sequence)
        {
            case [(byte)'F']:
                plain.Write([delimiters.Field]);
                return true;
            case [(byte)'S']:
                plain.Write([delimiters.Component]);
                return true;
            case [(byte)'T'] when delimiters.Subcomponent != 0:
                plain.Write([delimiters.Subcomponent]);
                return true;
            case [(byte)'R'] when delimiters.Repetition != 0:
                plain.Write([delimiters.Repetition]);
                return true;
            case [(byte)'E']:
                plain.Write([delimiters.Escape]);
                return true;
            case [(byte)'P'] when delimiters.Truncation != 0:
                plain.Write([delimiters.Truncation]);
                return true;
            case [(byte)'H'] or [(byte)'N']:
                return true;
            case [(byte)'X', .. var digits]:
                return TryWriteBytes(digits, plain);
            case [(byte)'.', var first, var second, .. var rest]:
                return TryFormat([first, second], rest, plain);
            default:
                return false;
        }
    }

    private static bool TryWriteBytes(ReadOnlySpan<byte> digits, IBufferWriter<byte> plain)
    {
        if (digits.IsEmpty || digits.Length % 2 != 0 || digits.ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        for (var i = 0; i < digits.Length; i += 2)
        {
            plain.Write([byte.Parse(digits.Slice(i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)]);
        }

        return true;
    }

    private static bool TryFormat(ReadOnlySpan<byte> command, ReadOnlySpan<byte> argument, IBufferWriter<byte> plain)
    {
        var count = 1;
        argument = argument.Trim((byte)' ');
        if (!argument.IsEmpty && (!Utf8Parser.TryParse(argument, out count, out var read) || read != argument.Length))
        {
            return false;
        }

        var fill = command switch
        {
            _ when command.SequenceEqual("br"u8) || command.SequenceEqual("ce"u8) || command.SequenceEqual("sp"u8) => (byte)'\n',
            _ when command.SequenceEqual("sk"u8) => (byte)' ',
            _ => (byte)0,
        };
        var known = fill != 0 || command.SequenceEqual("in"u8) || command.SequenceEqual("ti"u8) || command.SequenceEqual("fi"u8) || command.SequenceEqual("nf"u8);
        if (!known || (fill != 0 && count is < 0 or > BreaksAtMost))
        {
            return false;
        }

        for (; fill != 0 && count > 0; count--)
        {
            plain.Write([fill]);
        }

        return true;
    }
}
