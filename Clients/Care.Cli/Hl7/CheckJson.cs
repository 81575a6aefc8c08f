using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Cli.Hl7;

/// <summary>The account as a JSON array, one message a line. It holds places and reasons, never a value of a message.</summary>
internal sealed class CheckJson(TextWriter output)
{
    private const int PlacesAtMost = 20;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private bool _any;

    public void Begin() => output.Write('[');

    public void Write(CheckedMessage message)
    {
        output.WriteLine(_any ? "," : "");
        _any = true;
        var receipt = message.Receipt;
        output.Write(JsonSerializer.Serialize(
            new Entry(
                message.File, message.Number, message.MessageType, receipt.Accepted, receipt.Quarantined, receipt.Ignored, receipt.Total, message.Acknowledgement,
                [.. ReasonsOf(receipt), .. NoticesOf(receipt)]),
            Options));
    }

    public void End()
    {
        output.WriteLine();
        output.WriteLine(']');
    }

    private static IEnumerable<Cause> ReasonsOf(Receipt receipt) => receipt.Elements
        .Where(element => element.Outcome != ElementOutcome.Accepted)
        .GroupBy(element => (element.Outcome, element.Reason))
        .OrderByDescending(group => group.Key.Outcome)
        .Select(group => new Cause(
            group.Key.Outcome == ElementOutcome.Quarantined ? "quarantined" : "ignored",
            group.First().ReasonName,
            group.Key.Reason,
            group.Count(),
            [.. group.Take(PlacesAtMost).Select(element => receipt.LocationOf(element).ToString())]));

    private static IEnumerable<Cause> NoticesOf(Receipt receipt) => receipt.Notices
        .GroupBy(notice => notice.Notice)
        .Select(group => new Cause(
            "noticed", group.Key.ToString(), (int)group.Key, group.Count(), [.. group.Take(PlacesAtMost).Select(notice => receipt.LocationOf(notice).ToString())]));

    private sealed record Entry(
        string File, int Message, string? MessageType, int Accepted, int Quarantined, int Ignored, int Total, string? Acknowledgement, IReadOnlyList<Cause> Reasons);

    private sealed record Cause(string Outcome, string Reason, int Code, int Count, IReadOnlyList<string> At);
}
