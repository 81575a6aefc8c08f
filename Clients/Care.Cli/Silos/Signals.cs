using System.Runtime.InteropServices;

namespace OrleansCare.Cli.Silos;

/// <summary>What System.Diagnostics.Process cannot say: please stop.</summary>
internal static class Signals
{
    private const int SigTerm = 15;

    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
