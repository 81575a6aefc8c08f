using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Acknowledging;
using OrleansCare.Interop.Hl7.Files;
using OrleansCare.Interop.Tests.Wfdb;

namespace OrleansCare.Interop.Tests.Hl7;

/// <summary>What holds for any bytes at all: no exception, and an account that adds up.</summary>
public class AnyMessageTests
{
    private const string Sample = @"MSH|^~\&|GW^1^ISO|ICU|EDGE|HOSP|20260301120000+0100||ORU^R01^ORU_R01|M1|P|2.6|||AL|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD
PID|||7^^^H^MR~8||Doe^Jane||19710108|F
PV1||I|ICU^^3
OBR|1||R1^GW^0011^EUI-64|69965^M^MDC|||20260301115900+0100|20260301115901+0100
OBX|1||69965^MDC_DEV^MDC|1.0.0.0|||||||X|||||||MON-1^B
OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120||||R|||20260301115900+0100
OBX|3|NA|131330^MDC_ECG_ELEC_POTL_II^MDC|1.2.1.7|1^2^3|10.mV/4096|||||R
OBX|4|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.2.1.7.1|500|264608
OBX|5|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.0.0.0.3|start~\F\|||A~PM||||
MRG|4^^^H
ZZZ|x";

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
            var bytes = Encoding.UTF8.GetBytes(Sample.Replace("ORU^R01^ORU_R01", given.type).Replace('\n', '\r')).ToList();
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
        var folder = Path.Combine(RecordingsFactAttribute.Folder, "hl7");
        byte[][] samples =
        [
            Encoding.UTF8.GetBytes(Sample.Replace('\n', '\r')),
            .. Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.hl7", SearchOption.AllDirectories).Select(File.ReadAllBytes).Where(bytes => bytes.Length < 64 * 1024) : [],
        ];
        var damages = Gen.Choose(0, 8).Zip(Gen.Choose(0, int.MaxValue)).NonEmptyListOf();
        Prop.ForAll(Gen.Elements(samples).ToArbitrary(), damages.ToArbitrary(), (sample, many) =>
        {
            foreach (var (how, where) in many.Take(4))
            {
                sample = Damage(sample, how, where);
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

    private static byte[] Damage(byte[] message, int how, int where)
    {
        var at = message.Length == 0 ? 0 : where % message.Length;
        var segments = Encoding.Latin1.GetString(message).Split('\r');
        var segment = where % segments.Length;
        switch (how)
        {
            case 0:
                return message[..at];
            case 1:
                return message.Length == 0 ? message : [.. message[..at], (byte)(message[at] ^ (1 << (where % 8))), .. message[(at + 1)..]];
            case 2:
                return [.. message[..at], (byte)'\r', .. message[at..]];
            case 3:
                return Encoding.Latin1.GetBytes(string.Join('\n', segments));
            case 4:
                return Encoding.Latin1.GetBytes(string.Join("\r\n", segments));
            case 5:
                segments[0] = segments[0].Replace("|^~\\&|", "|||||", StringComparison.Ordinal);
                break;
            case 6:
                segments[segment] += "|" + new string('x', where % 100_000);
                break;
            case 7:
                segments[0] = string.Join('|', segments[0].Split('|').Where((_, field) => field < 2 || field != where % 20));
                break;
            default:
                (segments[0], segments[segment]) = (segments[segment], segments[0]);
                break;
        }

        return Encoding.Latin1.GetBytes(string.Join('\r', segments));
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
