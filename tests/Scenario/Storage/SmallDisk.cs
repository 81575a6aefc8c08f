using System.Diagnostics;

namespace OrleansCare.Scenario.Tests.Storage;

/// <summary>A disk of a few megabytes that can be filled and emptied.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("care-disk-");

    public SmallDisk(int megabytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _directory.FullName) is { } failure)
        {
            throw new InvalidOperationException(failure);
        }
    }

    /// <summary>Null: this process can mount one.</summary>
    public static string? WhyNot { get; } = Try();

    public string Path => _directory.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Writes until there is no byte left.</summary>
    public void Fill()
    {
        // Unbuffered, for what is buffered would be written again when closing. The last pages go one by one.
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 4096, 1 })
        {
            var bytes = new byte[size];
            try
            {
                while (true)
                {
                    file.Write(bytes);
                }
            }
            catch (IOException)
            {
                // Full for writes of this size.
            }
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        if (Run("umount", Path) is { } failure)
        {
            throw new InvalidOperationException(failure);
        }

        _directory.Delete();
    }

    private static string? Try()
    {
        try
        {
            new SmallDisk(1).Dispose();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "A tmpfs cannot be mounted here: " + e.Message;
        }
    }

    /// <returns>What went wrong, or null.</returns>
    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors.Trim();
    }
}
