using System.Text;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Interop.Tests.Hl7;

/// <summary>Messages as tests write them: one segment a line.</summary>
internal static class Messages
{
    public const string Header = @"MSH|^~\&|GW|ICU|EDGE|HOSP|20260301120000+0100||ORU^R01^ORU_R01|M1|P|2.6";

    public static byte[] Bytes(params string[] segments) => Encoding.UTF8.GetBytes(string.Join('\r', segments) + "\r");

    public static Hl7Message Parse(params string[] segments) => Parse(Bytes(segments));

    public static Hl7Message Parse(byte[] bytes)
    {
        Assert.True(Hl7Message.TryParse(bytes, out var message, out var error), error.ToString());
        return message;
    }
}
