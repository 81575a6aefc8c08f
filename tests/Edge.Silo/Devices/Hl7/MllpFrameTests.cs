using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Edge.Devices.Hl7;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>Blocks come out whole and in order however the stream is cut and whatever lies between them.</summary>
public class MllpFrameTests
{
    private static readonly Gen<byte[]> Bodies = Gen.Choose(0, 255).Where(b => b is not (MllpFrame.Start or MllpFrame.End)).Select(b => (byte)b).ArrayOf();

    private static readonly Gen<byte[]> Junk = Gen.Choose(0, 255).Where(b => b != MllpFrame.Start).Select(b => (byte)b).ArrayOf();

    [Fact]
    public void Messages_split_anywhere_with_junk_between_them_come_out_whole_in_order_and_every_byte_is_accounted_for()
    {
        var cases = from messages in Bodies.Zip(Junk).ListOf()
                    from cuts in Gen.Choose(1, 9).ArrayOf()
                    select (messages, cuts);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var stream = new List<byte>();
            foreach (var (body, junk) in given.messages)
            {
                stream.AddRange([.. junk, MllpFrame.Start, .. body, MllpFrame.End, MllpFrame.Return]);
            }

            var (read, skipped) = Read([.. stream], given.cuts);

            Assert.Equal(given.messages.Select(message => Convert.ToHexString(message.Item1)), read.Select(Convert.ToHexString));
            Assert.Equal(given.messages.Sum(message => (long)message.Item2.Length), skipped);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Any_bytes_at_all_end_and_are_messages_junk_or_one_unfinished_block()
    {
        var bytes = Gen.Frequency((3, Gen.Choose(0, 255)), (1, Gen.Elements(0x0B, 0x1C, 0x0D))).Select(b => (byte)b).ArrayOf();
        Prop.ForAll(bytes.ToArbitrary(), Gen.Choose(1, 5).ArrayOf().ToArbitrary(), (stream, cuts) =>
        {
            var (read, skipped) = Read(stream, cuts);
            var (whole, skippedWhole) = Read(stream, [Math.Max(1, stream.Length)]);

            Assert.Equal(whole.Select(Convert.ToHexString), read.Select(Convert.ToHexString));
            Assert.Equal(skippedWhole, skipped);
            Assert.True(read.Sum(message => message.Length + 3L) + skipped <= stream.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_block_that_begins_again_is_the_later_one()
    {
        var (read, skipped) = Read([.. "x"u8, MllpFrame.Start, .. "given up"u8, MllpFrame.Start, .. "MSH"u8, MllpFrame.End, MllpFrame.Return], [3]);

        Assert.Equal(["MSH"], read.Select(Encoding.ASCII.GetString));
        Assert.Equal(10, skipped);
    }

    /// <summary>As a connection reads: what is whole is taken after every piece that came.</summary>
    private static (List<byte[]> Messages, long Junk) Read(byte[] stream, int[] cuts)
    {
        var (messages, junk, pending) = (new List<byte[]>(), 0L, new List<byte>());
        for (var (at, i) = (0, 0); at < stream.Length; i++)
        {
            var length = Math.Min(cuts.Length == 0 ? 1 : cuts[i % cuts.Length], stream.Length - at);
            pending.AddRange(stream.AsSpan(at, length));
            at += length;
            var buffer = new ReadOnlySequence<byte>(pending.ToArray());
            bool isWhole;
            do
            {
                isWhole = MllpFrame.TryRead(ref buffer, out var message, out var skipped);
                junk += skipped;
                if (isWhole)
                {
                    messages.Add(message.ToArray());
                }
            }
            while (isWhole);
            pending = [.. buffer.ToArray()];
        }

        return (messages, junk);
    }
}
