using System.Text.RegularExpressions;
using OrleansCare.TestKit;

namespace OrleansCare.Architecture.Tests;

/// <summary>Rules that the compiler does not hold.</summary>
public partial class Sources
{
    private static readonly string[] Folders = ["Shared.Grains", "Edge.Silo", "Cloud.Silo", "Clients", "Runtime"];
    private static readonly string[] Shapeless = ["Utils", "Util", "Helpers", "Helper", "Common", "Misc"];

    [Fact]
    public void A_namespace_follows_its_folder()
    {
        var astray =
            from project in CodeProjects()
            from file in SourceFiles(Path.GetDirectoryName(project)!)
            where ProjectOf(file) == project
            let declared = NamespaceDeclaration().Match(File.ReadAllText(file)).Groups[1].Value
            let folder = Path.GetDirectoryName(Path.GetRelativePath(Path.GetDirectoryName(project)!, file))!.Replace('/', '.')
            let root = Path.GetFileNameWithoutExtension(project)
            let expected = folder.Length == 0 ? root : $"{root}.{folder}"
            where declared.Length > 0 && declared != expected
            select $"{Path.GetRelativePath(Repository.Root, file)}: {declared} instead of {expected}";
        Assert.Empty(astray);
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        var folders = Folders.Append("tests").SelectMany(folder => Directory.EnumerateDirectories(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(path => !path.Contains("node_modules") && Shapeless.Contains(Path.GetFileName(path)));
        Assert.Empty(folders);
    }

    [Fact]
    public void Every_log_event_id_is_given_once()
    {
        var ids =
            from folder in Folders
            from file in SourceFiles(Repository.PathOf(folder))
            from Match match in LogEvent().Matches(File.ReadAllText(file))
            select (Id: match.Groups[1].Value, File: Path.GetRelativePath(Repository.Root, file));
        var repeated = ids.GroupBy(id => id.Id).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(id => id.File))}");
        Assert.Empty(repeated);
    }

    [Fact]
    public void Every_grain_names_its_type_and_every_grain_interface_its_alias()
    {
        var unnamed =
            from folder in Folders.Where(folder => folder is not "Runtime")
            from file in SourceFiles(Repository.PathOf(folder))
            let text = File.ReadAllText(file)
            where (GrainClass().IsMatch(text) && !text.Contains("[GrainType(\"", StringComparison.Ordinal))
                || (GrainInterface().IsMatch(text) && !text.Contains("[Alias(\"", StringComparison.Ordinal))
            where !file.Contains("PatientGrain.Inputs", StringComparison.Ordinal)
            select Path.GetRelativePath(Repository.Root, file);
        Assert.Empty(unnamed);
    }

    private static IEnumerable<string> CodeProjects() =>
        Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(path => !path.Contains("node_modules") && !path.Contains("Orleans.Embedded"));

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(path => !path.Contains("node_modules") && !path.Contains("/obj/"));

    private static string? ProjectOf(string file)
    {
        for (var directory = Path.GetDirectoryName(file); directory is not null && directory.Length >= Repository.Root.Length; directory = Path.GetDirectoryName(directory))
        {
            if (Directory.EnumerateFiles(directory, "*.csproj").FirstOrDefault() is { } project)
            {
                return project;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"LoggerMessage\([^)]*?(?:EventId = )?(\d+)")]
    private static partial Regex LogEvent();

    [GeneratedRegex(@"class \w+[^{;]*: Grain\b")]
    private static partial Regex GrainClass();

    [GeneratedRegex(@"interface \w+ : IGrainWith")]
    private static partial Regex GrainInterface();
}
