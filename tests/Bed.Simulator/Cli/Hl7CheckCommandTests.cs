using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using OrleansCare.Cli.Commands;
using OrleansCare.TestKit;

namespace OrleansCare.BedSimulator.Tests.Cli;

/// <summary><c>care hl7 check</c> as it is typed, on files that nobody would send on purpose.</summary>
public sealed partial class Hl7CheckCommandTests : IDisposable
{
    private const int Cases = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["plain.hl7", "ä ö.hl7", "quote\"back\\slash.hl7", "@at", "-dash", "[bracket]", "--json"];

    private readonly string _folder = Directory.CreateTempSubdirectory("care-hl7-").FullName;
    private int _files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whatever_files_hold_every_message_is_accounted_for_and_the_exit_code_says_whether_something_is_in_quarantine()
    {
        var damaged = from sample in Gen.Elements(DamagedMessage.Samples())
                      from damages in Gen.Choose(0, DamagedMessage.Kinds - 1).Zip(Gen.Choose(0, int.MaxValue)).ListOf()
                      select damages.Take(4).Aggregate(sample, (bytes, damage) => DamagedMessage.Of(bytes, damage.Item1, damage.Item2));
        var content = Gen.Frequency((9, damaged.Select(bytes => (Kind: Kind.File, Bytes: bytes))), (1, Gen.Elements(Kind.Folder, Kind.Nothing).Select(kind => (Kind: kind, Bytes: Array.Empty<byte>()))));
        var files = Gen.Choose(1, 5).SelectMany(count => content.Zip(Gen.Elements(Names)).ArrayOf(count));
        var property = Prop.ForAll(
            files.ToArbitrary(),
            given => CheckAsync([.. given.Select(file => (Write(file.Item1.Kind, file.Item1.Bytes, file.Item2), file.Item1.Kind))]).GetAwaiter().GetResult());

        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), property));
    }

    [Theory]
    [InlineData("147842^MDC_ECG_HEART_RATE^MDC", 0)]
    [InlineData("999999^x^MDC", 1)]
    public async Task An_undamaged_message_leaves_with_0_and_one_of_an_unknown_code_with_1(string code, int expected)
    {
        var message = $"MSH|^~\\&|GW|H|||20260301130000+0100||ORU^R01^ORU_R01|M1|P|2.6\rPID|||7^^^H^MR\rPV1||I|ICU^^03\rOBR|1|||69965^M^MDC|||20260301125900+0100\rOBX|1|NM|{code}|1.0.0.1|60|/min|||||R\r";

        var (exit, account) = await RunAsync("hl7", "check", "--json", Write(Kind.File, Encoding.UTF8.GetBytes(message), "a.hl7"));

        Assert.True(exit == expected, account);
    }

    [Theory]
    [InlineData("@nowhere")]
    [InlineData("")]
    [InlineData("null\0name")]
    public async Task A_name_that_no_file_can_have_is_a_file_that_cannot_be_read(string name)
    {
        var (exit, account) = await RunAsync("hl7", "check", "--json", name);

        Assert.Equal(1, exit);
        Assert.Contains("FileUnreadable", account);
    }

    [Theory]
    [InlineData("hl7", "check")]
    [InlineData("hl7", "check", "--json")]
    [InlineData("hl7", "check", "--jsonn", "a.hl7")]
    [InlineData("hl7", "check", "-x", "a.hl7")]
    [InlineData("hl7", "chekc", "a.hl7")]
    [InlineData("hl7", "check", "a.hl7", "--profile", "no-such-profile")]
    [InlineData("hl7", "check", "a.hl7", "--profile", "")]
    [InlineData("hl7", "check", "a.hl7", "--profiles", "/no/such/folder")]
    [InlineData("hl7", "check", "a.hl7", "--profiles", "")]
    [InlineData("hl7", "check", "a.hl7", "--zone", "Mars/Olympus")]
    [InlineData("hl7", "check", "a.hl7", "--zone", "")]
    public async Task Only_a_wrong_command_line_leaves_with_2_and_gives_no_account(params string[] arguments)
    {
        var (exit, account) = await RunAsync(arguments);

        Assert.Equal((2, ""), (exit, account));
    }

    private static async Task CheckAsync((string Name, Kind Kind)[] files)
    {
        string[] names = [.. files.Select(file => file.Name)];
        var (exit, account) = await RunAsync(["hl7", "check", "--json", .. names]);
        var (exitOfText, text) = await RunAsync(["hl7", "check", .. names]);

        var entries = JsonSerializer.Deserialize<Entry[]>(account, JsonSerializerOptions.Web)!;
        Assert.Equal(names, entries.Select(entry => entry.File).Distinct());
        Assert.All(entries, RequireAddedUp);
        Assert.All(files.Where(file => file.Kind != Kind.File), file => Assert.Equal("FileUnreadable", Assert.Single(Assert.Single(entries, entry => entry.File == file.Name).Reasons).Reason));
        var expected = entries.Any(entry => entry.Quarantined > 0) ? 1 : 0;
        Assert.Equal((expected, expected), (exit, exitOfText));
        Assert.Equal(
            entries.Select(entry => $"  {entry.Accepted} accepted + {entry.Quarantined} quarantined + {entry.Ignored} ignored = {entry.Total}"),
            SumLine().Matches(text).Select(match => match.Value));
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n');
    }

    private static void RequireAddedUp(Entry entry)
    {
        Assert.True(entry.Total > 0);
        Assert.Equal(entry.Total, entry.Accepted + entry.Quarantined + entry.Ignored);
        Assert.Equal(
            (entry.Quarantined, entry.Ignored),
            (entry.Reasons.Where(cause => cause.Outcome == "quarantined").Sum(cause => cause.Count), entry.Reasons.Where(cause => cause.Outcome == "ignored").Sum(cause => cause.Count)));
    }

    /// <summary>Each in a folder of its own: names may repeat.</summary>
    private string Write(Kind kind, byte[] content, string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, $"{_files++}")).FullName, name);
        if (kind == Kind.File)
        {
            File.WriteAllBytes(path, content);
        }
        else if (kind == Kind.Folder)
        {
            Directory.CreateDirectory(path);
        }

        return path;
    }

    private static async Task<(int Exit, string Account)> RunAsync(params string[] arguments)
    {
        var output = new MemoryStream();
        var exit = await Task.Run(() => CareCommand.RunAsync(arguments, () => output)).WaitAsync(Patience);
        return (exit, Encoding.UTF8.GetString(output.ToArray()));
    }

    [GeneratedRegex(@"^  \d+ accepted \+ .*$", RegexOptions.Multiline)]
    private static partial Regex SumLine();

    private enum Kind
    {
        File,
        Folder,
        Nothing,
    }

    private sealed record Entry(string File, int Accepted, int Quarantined, int Ignored, int Total, Cause[] Reasons);

    private sealed record Cause(string Outcome, string Reason, int Count);
}
