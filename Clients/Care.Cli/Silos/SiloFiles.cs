namespace OrleansCare.Cli.Silos;

/// <summary>Where the build puts the silos and the screens, seen from this program: artifacts/ENGINE/bin/PROJECT/CONFIGURATION.</summary>
internal static class SiloFiles
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Find(string assembly)
    {
        var bin = Own.Parent?.Parent?.FullName ?? Own.FullName;
        var path = Path.Combine(bin, assembly, Own.Name, assembly + ".dll");
        return File.Exists(path) ? path : throw new CliException($"{path} is missing: build the solution in the {Own.Name} configuration (./care does).");
    }

    /// <summary>The built screens, or null when they were not built.</summary>
    /// <param name="name">station or portal.</param>
    public static string? Screens(string name)
    {
        var root = Own.Parent?.Parent?.Parent?.Parent?.Parent?.FullName;
        var path = Path.Combine(root ?? ".", "Clients", "Web", "dist", name);
        return Directory.Exists(path) ? path : null;
    }
}
