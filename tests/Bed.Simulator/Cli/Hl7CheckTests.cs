using System.Text;
using OrleansCare.Cli.Hl7;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.BedSimulator.Tests.Cli;

public sealed class Hl7CheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("care-hl7-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "NoMessage")]
    [InlineData("\r\n\r\n", "NoMessage")]
    [InlineData("hello", "NotHl7")]
    [InlineData("MSH|^^^^|", "DelimitersUnusable")]
    [InlineData("\vMSH|^~\\&|A", "FrameIncomplete")]
    public void What_holds_no_message_is_an_entry_of_its_own(string content, string reason)
    {
        var entry = Assert.Single(Check(content));

        Assert.Equal((0, 1, 0, 1), (entry.Receipt.Accepted, entry.Receipt.Quarantined, entry.Receipt.Ignored, entry.Receipt.Total));
        Assert.Equal(reason, entry.Receipt.Elements[0].ReasonName);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_entry() =>
        Assert.Equal("FileUnreadable", Assert.Single(Checker().Check(Path.Combine(_folder, "none"))).Receipt.Elements[0].ReasonName);

    [Fact]
    public void The_account_as_data_adds_up_and_holds_no_value_of_the_message()
    {
        var output = new StringWriter();
        var json = new CheckJson(output);
        json.Begin();
        foreach (var message in Check("MSH|^~\\&|A|B|||20260301||ORU^R01|M1|P|2.6\rPID|||SECRET7||Doe^Jane\rOBX|1|NM|999999^x^MDC|1|60|/min\r"))
        {
            json.Write(message);
        }

        json.End();
        using var document = System.Text.Json.JsonDocument.Parse(output.ToString());
        var entry = document.RootElement[0];
        Assert.Equal(entry.GetProperty("total").GetInt32(), new[] { "accepted", "quarantined", "ignored" }.Sum(name => entry.GetProperty(name).GetInt32()));
        Assert.Equal("ORU^R01", entry.GetProperty("messageType").GetString());
        Assert.Equal("AE", entry.GetProperty("acknowledgement").GetString());
        Assert.Equal("UnknownCode", entry.GetProperty("reasons")[0].GetProperty("reason").GetString());
        Assert.DoesNotContain("SECRET7", output.ToString());
        Assert.DoesNotContain("Doe", output.ToString());
    }

    private List<CheckedMessage> Check(string content)
    {
        var file = Path.Combine(_folder, "file.hl7");
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(content));
        return [.. Checker().Check(file)];
    }

    private static MessageChecker Checker() =>
        new(new Hl7Interpreter(new ProfileCatalog(ProfileLoader.Shipped().LoadFolder(ProfileLoader.ShippedFolder)), new Hl7Site()), TimeProvider.System);
}
