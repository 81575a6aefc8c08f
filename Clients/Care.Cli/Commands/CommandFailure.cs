namespace OrleansCare.Cli.Commands;

/// <summary>Turns what the user can put right into a line on stderr and exit code 2.</summary>
internal static class CommandFailure
{
    public static async Task<int> Report(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (failure is CliException or HttpRequestException or InvalidDataException or Interop.Wfdb.WfdbFormatException)
        {
            await Console.Error.WriteLineAsync("care: " + failure.Message);
            return 2;
        }
    }
}
