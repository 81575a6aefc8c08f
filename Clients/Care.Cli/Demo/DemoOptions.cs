namespace OrleansCare.Cli.Demo;

/// <param name="Seconds">Null: until Ctrl-C, and no summary.</param>
/// <param name="Json">Where the summary goes.</param>
/// <param name="Records">Folder of recordings to replay instead of synthetic patients.</param>
/// <param name="Data">Folder for both silos' data, empty or absent; null: a temporary one, removed when all is well.</param>
/// <param name="CloudDownSeconds">The cloud is not there for the first so many seconds.</param>
/// <param name="KillEdgeAt">Second at which the edge is killed and started again.</param>
public sealed record DemoOptions(
    int Beds, int? Seconds, string? Json, string? Records, ulong Seed, string? Data, DemoPorts Ports, int CloudDownSeconds, int? KillEdgeAt)
{
    private const int LastFirstPort = 65531;

    /// <exception cref="CliException">A value makes no sense; the message says which and what would.</exception>
    public static DemoOptions Checked(
        int beds, int? seconds, string? json, string? records, ulong seed, string? data, int? firstPort, int cloudDown, int? killEdgeAt)
    {
        Require(beds is >= 1 and <= 10_000, "--beds must be 1 to 10000.");
        Require(seconds is null or >= 1, "--seconds must be 1 or more.");
        Require(cloudDown >= 0 && !(cloudDown >= seconds), "--cloud-down must be 0 or more, and less than --seconds.");
        Require(killEdgeAt is null or >= 1 && !(killEdgeAt >= seconds), "--kill-edge-at must be 1 or more, and less than --seconds.");
        Require(firstPort is null or (>= 1024 and <= LastFirstPort), $"--ports must be 1024 to {LastFirstPort}: five ports from there are used.");
        return new DemoOptions(beds, seconds, json, records, seed, data, firstPort is { } first ? DemoPorts.From(first) : DemoPorts.Usual, cloudDown, killEdgeAt);
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new CliException(message);
        }
    }
}
