using System.Text;

namespace OrleansCare.TestKit;

/// <summary>HL7 messages as senders, gateways and disks damage them.</summary>
public static class DamagedMessage
{
    /// <summary>How <see cref="Of"/> can damage, from 0.</summary>
    public const int Kinds = 13;

    /// <summary>One of everything that a receiver looks at: device, numeric, waveform, an alarm's phase, a merge, a segment of its own.</summary>
    public static readonly string Sample = string.Join(
        '\r',
        @"MSH|^~\&|GW^1^ISO|ICU|EDGE|HOSP|20260301120000+0100||ORU^R01^ORU_R01|M1|P|2.6|||AL|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD",
        "PID|||7^^^H^MR~8||Doe^Jane||19710108|F",
        "PV1||I|ICU^^3",
        "OBR|1||R1^GW^0011^EUI-64|69965^M^MDC|||20260301115900+0100|20260301115901+0100",
        "OBX|1||69965^MDC_DEV^MDC|1.0.0.0|||||||X|||||||MON-1^B",
        "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.2.1.1|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|50-120||||R|||20260301115900+0100",
        "OBX|3|NA|131330^MDC_ECG_ELEC_POTL_II^MDC|1.2.1.7|1^2^3|10.mV/4096|||||R",
        "OBX|4|NM|0^MDC_ATTR_SAMP_RATE^MDC|1.2.1.7.1|500|264608",
        @"OBX|5|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.0.0.0.3|start~\F\|||A~PM||||",
        "MRG|4^^^H",
        "ZZZ|x");

    private const int SampleBytesAtMost = 64 * 1024;
    private const int DelimitersAtMost = 20_000;

    /// <summary>The sample, and what lies below hl7/ in the folder that CARE_RECORDS names.</summary>
    public static byte[][] Samples()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("CARE_RECORDS") ?? "", "hl7");
        var recorded = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.hl7", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return [Encoding.UTF8.GetBytes(Sample), .. recorded.Select(File.ReadAllBytes).Where(bytes => bytes.Length < SampleBytesAtMost)];
    }

    /// <param name="how">0 to <see cref="Kinds"/> - 1.</param>
    /// <param name="where">From 0; any number does, for a message of any length.</param>
    public static byte[] Of(byte[] message, int how, int where)
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
            case 8:
                (segments[0], segments[segment]) = (segments[segment], segments[0]);
                break;
            case 9:
                segments[segment] += new string("|^~\\&"[where % 5], where % DelimitersAtMost);
                break;
            case 10:
                return [0x0B, .. message, 0x1C, 0x0D, 0x0B, .. message[at..], .. message];
            case 11:
                var binary = new byte[where % 4096];
                new Random(where).NextBytes(binary);
                return [.. message[..at], .. binary];
            default:
                return [];
        }

        return Encoding.Latin1.GetBytes(string.Join('\r', segments));
    }
}
