using System.Security.Cryptography;
using OrleansCare.Hosting;

namespace OrleansCare.Edge.Access;

/// <summary>The node's master key: 32 random bytes in <c>node.key</c>, readable by its owner only, until a TPM or HSM holds it.</summary>
internal static class NodeKey
{
    private const int Bytes = 32;

    /// <exception cref="SiloStartException">The file is there but is no key: with another key the logs could not be read.</exception>
    public static byte[] LoadOrCreate(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "node.key");
        if (!File.Exists(path))
        {
            Create(path);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == Bytes
            ? key
            : throw new SiloStartException($"'{path}' has {key.Length} bytes where a node key has {Bytes}. Restore it; without it the logs beside it cannot be read.");
    }

    private static void Create(string path)
    {
        var written = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(written, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(written, path);
    }
}
