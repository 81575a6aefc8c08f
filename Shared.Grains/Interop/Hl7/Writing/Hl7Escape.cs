using System.Buffers;

namespace OrleansCare.Interop.Hl7.Writing;

/// <summary>Text -> bytes that can stand in a field: delimiters as \F\ \S\ \T\ \R\ \E\ \P\, control characters (which would end a segment or a frame) as \Xdd\.</summary>
public static class Hl7Escape
{
    private const byte FirstPrintable = 0x20;

    public static void Write(ReadOnlySpan<byte> text, in Hl7Delimiters delimiters, IBufferWriter<byte> output)
    {
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = Letter(text[i], in delimiters);
            if (letter == 0)
            {
                continue;
            }

            output.Write(text[plain..i]);
            plain = i + 1;
            if (delimiters.Escape == 0)
            {
                output.Write(" "u8);
            }
            else if (letter == (byte)'X')
            {
                output.Write([delimiters.Escape, letter, Digit(text[i] >> 4), Digit(text[i] & 0xF), delimiters.Escape]);
            }
            else
            {
                output.Write([delimiters.Escape, letter, delimiters.Escape]);
            }
        }

        output.Write(text[plain..]);
    }

    private static byte Letter(byte character, in Hl7Delimiters delimiters) => character switch
    {
        < FirstPrintable => (byte)'X',
        _ when character == delimiters.Field => (byte)'F',
        _ when character == delimiters.Component => (byte)'S',
        _ when character == delimiters.Subcomponent => (byte)'T',
        _ when character == delimiters.Repetition => (byte)'R',
        _ when character == delimiters.Escape => (byte)'E',
        _ when character == delimiters.Truncation => (byte)'P',
        _ => 0,
    };

    private static byte Digit(int value) => "0123456789ABCDEF"u8[value];
}
