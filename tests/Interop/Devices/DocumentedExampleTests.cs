using System.Text;
using System.Text.RegularExpressions;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Interop.Tests.Devices;

/// <summary>docs/device-payloads.md says what the reader does.</summary>
public sealed partial class DocumentedExampleTests
{
    private static readonly SiloTime ReceivedAt = SiloTime.From(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
    private static readonly string Document = File.ReadAllText(Path.Combine(Golden.Repository(), "docs", "device-payloads.md"));

    [Fact]
    public void The_json_example_is_accepted_whole()
    {
        var result = DevicePayloadReader.Read(PayloadFormat.Json, Encoding.UTF8.GetBytes(Block("json")), "d", ReceivedAt);

        Assert.Empty(result.Rejects);
        Assert.Equal((5, 5), (result.Total, result.Accepted));
    }

    [Fact]
    public void The_protobuf_example_is_accepted_whole()
    {
        var hex = string.Concat(Block("text").Split('\n').Select(line => HexPattern().Match(line).Value)).Replace(" ", "", StringComparison.Ordinal);

        var result = DevicePayloadReader.Read(PayloadFormat.Protobuf, Convert.FromHexString(hex), "d", ReceivedAt);

        Assert.Empty(result.Rejects);
        Assert.Equal(1201, result.Packet!.Sequence);
        Assert.Equal(72, Assert.Single(result.Packet.Numerics).Value);
    }

    [Fact]
    public void Every_open_code_is_named_open_and_every_documented_code_with_its_own_row_is_known()
    {
        var codes = Document.Split('\n').Where(line => line.StartsWith("| 1", StringComparison.Ordinal)).ToList();
        foreach (Match code in codes.SelectMany(line => CodePattern().Matches(line.Split('|')[1])))
        {
            Assert.NotNull(MdcTerms.Find(int.Parse(code.Value, null)));
        }

        foreach (var term in MdcTerms.All.Where(term => !term.Confirmed && term.Kind == TermKind.Numeric))
        {
            Assert.Contains(codes, line => line.Contains($"{term.Code}", StringComparison.Ordinal) && line.Contains("(open)", StringComparison.Ordinal));
        }
    }

    private static string Block(string language) => Document.Split($"```{language}\n")[1].Split("```")[0];

    [GeneratedRegex("^ *([0-9A-F]{2}( |$))+")]
    private static partial Regex HexPattern();

    [GeneratedRegex("1[0-9]{5}")]
    private static partial Regex CodePattern();
}
