using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Interop.Tests.Wfdb;

public sealed class WfdbAnnotationsTests
{
    private static byte[] Words(params int[] words) => [.. words.SelectMany(word => new[] { (byte)word, (byte)(word >> 8) })];

    private static int Word(int code, int interval) => (code << 10) | interval;

    [Fact]
    public void Beats_rhythms_and_noise_are_read_with_their_modifiers()
    {
        byte[] file =
        [
            .. Words(Word(28, 18), Word(63, 5)), (byte)'(', (byte)'A', (byte)'F', (byte)'I', (byte)'B', 0,
            .. Words(Word(1, 59), Word(14, 10), Word(61, 0x30), Word(5, 3), Word(62, 1), Word(60, 2), Word(1, 5), 0),
        ];

        var annotations = WfdbAnnotations.Parse(file);

        Assert.Equal(
            [
                new WfdbAnnotation(18, '+', 0, 0, 0, "(AFIB"),
                new WfdbAnnotation(77, 'N', 0, 0, 0, null),
                new WfdbAnnotation(87, '~', 0x30, 0, 0, null),
                new WfdbAnnotation(90, 'V', 0, 1, 2, null),
                new WfdbAnnotation(95, 'N', 0, 1, 2, null),
            ],
            annotations);
        Assert.Equal([false, true, false, true, true], annotations.Select(annotation => annotation.IsBeat));
    }

    [Fact]
    public void A_long_interval_is_skipped_high_half_first()
    {
        var annotations = WfdbAnnotations.Parse(Words(Word(59, 0), 0x0001, 0x0002, Word(32, 1), Word(33, 100), 0));

        Assert.Equal([(65539L, '['), (65639L, ']')], annotations.Select(annotation => (annotation.Sample, annotation.Symbol)));
        Assert.Equal((true, true), (annotations[0].IsFlutterOn, annotations[1].IsFlutterOff));
    }

    [Fact]
    public void A_file_without_its_end_mark_is_refused()
        => Assert.Contains("without its end mark", Assert.Throws<WfdbFormatException>(() => WfdbAnnotations.Parse(Words(Word(1, 5)))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_running_over_the_end_is_refused()
        => Assert.Throws<WfdbFormatException>(() => WfdbAnnotations.Parse(Words(Word(1, 5), Word(63, 500), 0)));

    [Fact]
    public void A_modifier_without_an_annotation_is_refused()
        => Assert.Throws<WfdbFormatException>(() => WfdbAnnotations.Parse(Words(Word(61, 1), 0)));

    [Fact]
    public void An_annotation_that_goes_back_in_time_is_refused()
        => Assert.Throws<WfdbFormatException>(() => WfdbAnnotations.Parse(Words(Word(1, 500), Word(59, 0), 0xFFFF, 0xFF00, Word(1, 5), 0)));

    [Fact]
    public void Random_bytes_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            try
            {
                WfdbAnnotations.Parse(bytes);
            }
            catch (WfdbFormatException)
            {
                // Refused with a reason: the expected answer to most of them.
            }
        }
    }
}
