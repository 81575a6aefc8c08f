namespace OrleansCare.Cli.Demo;

/// <summary>Where one run keeps its data, logs and the uplink's record.</summary>
internal sealed class DemoFolder
{
    private readonly bool _temporary;

    public DemoFolder(string? given)
    {
        _temporary = given is null;
        Path = given is null ? Directory.CreateTempSubdirectory("care-demo-").FullName : System.IO.Path.GetFullPath(given);
        if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            throw new CliException($"--data {Path} is not empty: devices would begin again at sequences that the edge has seen. Give a new folder.");
        }

        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Removes a temporary folder; says where a kept one is.</summary>
    public string? Leave(bool allWell)
    {
        if (_temporary && allWell)
        {
            Directory.Delete(Path, recursive: true);
            return null;
        }

        return Path;
    }
}
