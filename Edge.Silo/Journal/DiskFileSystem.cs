using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OrleansCare.Edge.Journal;

internal sealed class DiskFileSystem : ILogFileSystem
{
    public static readonly DiskFileSystem Instance = new();

    public void CreateDirectory(string directory)
    {
        if (!Directory.Exists(directory) && Path.GetDirectoryName(Path.GetFullPath(directory)) is { } parent)
        {
            CreateDirectory(parent);
            Directory.CreateDirectory(directory);
            SyncDirectory(parent);
        }
    }

    public IDisposable Lock(string directory) => File.OpenHandle(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    public IReadOnlyList<string> List(string directory) => Directory.GetFiles(directory);

    public void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no directories; without this a new segment's name may be lost with the power although its bytes are safe.
        var descriptor = NativeMethods.Open(Encoding.UTF8.GetBytes(directory + '\0'), NativeMethods.ReadOnlyCloseOnExec);
        ThrowIfFailed(descriptor, directory);
        try
        {
            ThrowIfFailed(NativeMethods.Sync(descriptor), directory);
        }
        finally
        {
            _ = NativeMethods.Close(descriptor);
        }
    }

    public ILogFile Create(string path) => new DiskFile(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete));

    public ILogFile Open(string path) => new DiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    private static void ThrowIfFailed(int result, string path)
    {
        if (result < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(errno)}: '{path}'", errno);
        }
    }

    private sealed class DiskFile(SafeFileHandle handle) : ILogFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> destination, long offset) => RandomAccess.Read(handle, destination, offset);

        public void Write(ReadOnlySpan<byte> source, long offset) => RandomAccess.Write(handle, source, offset);

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }

    private static class NativeMethods
    {
        public const int ReadOnlyCloseOnExec = 0x80000;

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Sync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
