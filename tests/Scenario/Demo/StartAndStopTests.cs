using System.Diagnostics;

namespace OrleansCare.Scenario.Tests.Demo;

public class StartAndStopTests
{
    [Fact]
    public async Task A_taken_port_ends_the_start_with_code_2_and_its_number()
    {
        var first = FreePorts.Base();
        using var taken = FreePorts.Take(first + 1);
        using var demo = DemoProcess.StartAt(first, "--beds", "1", "--seconds", "5");

        Assert.Equal(2, await demo.WhenEndedAsync());
        Assert.Contains($"Port {first + 1} ", demo.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ctrl_C_leaves_no_process_behind(bool asATerminalDoes)
    {
        using var demo = DemoProcess.Start("--beds", "1", "--seconds", "120");
        await demo.WhenRunningAsync();
        var children = ChildrenOf(demo.Id);
        Assert.Equal(2, children.Count);

        // A terminal signals all processes of the group, a supervisor only the one it started.
        using var kill = Process.Start("kill", ["-INT", $"{demo.Id}", .. asATerminalDoes ? children.Select(child => $"{child}") : []]);

        // 1: the measurement that was asked for did not come to its end.
        Assert.Equal(1, await demo.WhenEndedAsync());

        Assert.DoesNotContain(children, child => Directory.Exists($"/proc/{child}"));
    }

    /// <summary>proc(5): the parent is the fourth field of stat, the second after the name in brackets.</summary>
    private static List<int> ChildrenOf(int parent) =>
    [
        .. from directory in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(directory), out _) && File.Exists(Path.Combine(directory, "stat"))
           let stat = StatOf(directory)
           where stat.Length > 1 && stat[1] == $"{parent}"
           select int.Parse(Path.GetFileName(directory), System.Globalization.CultureInfo.InvariantCulture),
    ];

    private static string[] StatOf(string directory)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(directory, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return [];
        }
    }
}
