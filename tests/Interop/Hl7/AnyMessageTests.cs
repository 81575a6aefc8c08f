using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Acknowledging;
using OrleansCare.Interop.Hl7.Files;
using OrleansCare.Interop.Tests.Wfdb;
using OrleansCare.TestKit;

namespace OrleansCare.Interop.Tests.Hl7;

/// <summary>What holds for any bytes at all: no exception, and an account that adds up.</summary>
public class AnyMessageTests
{
    private static readonly string[] Types = ["ORU^R01^ORU_R01", "ORU^R40^ORU_R40", "ADT^A01", "ADT^A17", "ADT^A40", "ORM^O01"];

    [Fact]
    public void Mutated_messages_are_always_accounted_for_and_answered()
    {
        var mutations = Gen.Choose(0, 60).Zip(Gen.Choose(0, 255)).Zip(Gen.Choose(0, 4)).Select(m => (Where: m.Item1.Item1, What: m.Item1.Item2, How: m.Item2));
        var cases = from type in Gen.Elements(Types)
                    from many in mutations.ArrayOf()
                    from seed in Gen.Choose(0, int.MaxValue)
                    select (type, many, seed);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var bytes = Encoding.UTF8.GetBytes(DamagedMessage.Sample.Replace("ORU^R01^ORU_R01", given.type)).ToList();
            var random = new System.Random(given.seed);
            foreach (var (_, what, how) in given.many)
            {
                Mutate(bytes, random.Next(bytes.Count), what, how);
            }

            CheckFile([.. bytes]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Random_bytes_are_always_accounted_for() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => CheckFile([.. "MSH|^~\\&|"u8, .. bytes])).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void All_recorded_messages_are_accounted_for()
    {
        var folder = Path.Combine(RecordingsFactAttribute.Folder, "hl7");
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.hl7", SearchOption.AllDirectories) : [])
        {
            Assert.NotEqual(0, CheckFile(File.ReadAllBytes(file)));
        }
    }

    [Fact]
    public void Whole_messages_damaged_as_senders_damage_them_are_accounted_for_and_answered()
    {
        var damages = Gen.Choose(0, DamagedMessage.Kinds - 1).Zip(Gen.Choose(0, int.MaxValue)).NonEmptyListOf();
        Prop.ForAll(Gen.Elements(DamagedMessage.Samples()).ToArbitrary(), damages.ToArbitrary(), (sample, many) =>
        {
            foreach (var (how, where) in many.Take(4))
            {
                sample = DamagedMessage.Of(sample, how, where);
            }

            CheckFile(sample);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void A_message_of_sixty_thousand_devices_ends()
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => $"OBX|1|NM|147842^x^MDC|{i + 1}.0.0.1|60|/min||||||||||||DEV{i}");
        var read = Interpreting.Read([Interpreting.Pcd, "OBR|1", .. rows]);

        Assert.Equal(60_000, read.Readings.Count);
    }

    [Fact]
    public void A_file_is_split_whatever_it_is_wrapped_in()
    {
        var file = Encoding.UTF8.GetBytes(
            "FHS|^~\\&|x\rBHS|^~\\&|x\rMSH|^~\\&|A\rPID|1\rMSH|^~\\&|B\rBTS|1\rFTS|1\r\n\vMSH|^~\\&|C\r\x1c\rnoise\nMSH|^~\\&|D\n\vMSH|^~\\&|E\r");

        Assert.Equal(
            ["BatchWrapper FHS", "BatchWrapper BHS", "Message MSH|^~\\&|A", "Message MSH|^~\\&|B", "BatchWrapper BTS", "BatchWrapper FTS", "Message MSH|^~\\&|C", "Junk noise",
                "Message MSH|^~\\&|D", "Unfinished MSH|^~\\&|E"],
            Hl7Splitter.Split(file).Select(piece => $"{piece.Kind} {Begin(piece)}"));

        static string Begin(Hl7Piece piece)
        {
            var text = Encoding.UTF8.GetString(piece.Bytes.Span).Split('\r', '\n')[0];
            return piece.Kind == Hl7PieceKind.BatchWrapper ? text[..3] : text;
        }
    }

    private static int CheckFile(byte[] file)
    {
        var messages = 0;
        foreach (var piece in Hl7Splitter.Split(file))
        {
            messages++;
            if (Hl7Message.TryParse(piece.Bytes, out var message, out _))
            {
                var read = Interpreting.Read(message);
                var receipt = read.Receipt;
                Assert.Equal(receipt.Total, receipt.Accepted + receipt.Quarantined + receipt.Ignored);
                Assert.True(receipt.Total >= message.SegmentCount && receipt.Ignored >= 0);
                foreach (var element in receipt.Elements)
                {
                    Assert.NotEmpty(receipt.LocationOf(element).ToString());
                }

                var reply = new ArrayBufferWriter<byte>();
                Acknowledgement.Write(reply, message, AcknowledgementCode.AE, read.Faults, new ReplyStamp(DateTimeOffset.UnixEpoch, "A1"));
                Assert.True(Hl7Message.TryParse(reply.WrittenMemory.ToArray(), out _, out _));
            }
        }

        return messages;
    }

    private static void Mutate(List<byte> bytes, int at, int what, int how)
    {
        switch (how)
        {
            case 0:
                bytes[at] = (byte)what;
                break;
            case 1 when bytes.Count > 1:
                bytes.RemoveAt(at);
                break;
            case 2:
                bytes.Insert(at, "|^~\\&\r\n.\"-"u8[what % 10]);
                break;
            case 3 when bytes.Count - at > 3:
                bytes.RemoveRange(at, Math.Min(what % 40, bytes.Count - at - 1));
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(what % 40, bytes.Count - at)));
                break;
        }
    }
}
