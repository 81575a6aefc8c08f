using System.Xml.Linq;
using OrleansCare.TestKit;

namespace OrleansCare.Architecture.Tests;

/// <summary>Who may know whom: docs/adr/2611-layers.md.</summary>
public class Arrows
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["OrleansCare.Clinical"] = [],
        ["OrleansCare.Contracts"] = ["OrleansCare.Clinical"],
        ["OrleansCare.Interop"] = ["OrleansCare.Contracts"],
        ["OrleansCare.Edge"] = ["OrleansCare.Interop", "OrleansCare.Hosting", "OrleansCare.Mqtt", "OrleansCare.Onnx", "OrleansCare.Storage"],
        ["OrleansCare.Cloud"] = ["OrleansCare.Interop", "OrleansCare.Hosting", "OrleansCare.Storage"],
        ["OrleansCare.BedSimulator"] = ["OrleansCare.Interop", "OrleansCare.Mqtt"],
        ["OrleansCare.Cli"] = ["OrleansCare.Interop", "OrleansCare.BedSimulator", "OrleansCare.Onnx"],
        ["OrleansCare.Orleans.Embedded"] = ["OrleansCare.Orleans.Embedded.Generator"],
        ["OrleansCare.Orleans.Embedded.Generator"] = [],
        ["OrleansCare.Onnx"] = [],
        ["OrleansCare.Mqtt"] = [],
        ["OrleansCare.Storage"] = [],
        ["OrleansCare.Hosting"] = [],
    };

    public static TheoryData<string> Projects => new(ProjectFiles().Select(Path.GetFileNameWithoutExtension).Select(name => name!));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_drawing_allows(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is not in the drawing: place it there first.");
        var file = ProjectFiles().Single(path => Path.GetFileNameWithoutExtension(path) == project);
        var references = XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(allowed!));
    }

    [Fact]
    public void Only_one_file_names_the_packages_of_an_actor_engine()
    {
        var files = Directory.EnumerateFiles(Repository.Root, "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.targets"))
            .Where(path => !path.Contains("artifacts") && !path.Contains("node_modules"))
            .Where(path => File.ReadAllText(path).Contains("Include=\"Microsoft.Orleans.", StringComparison.Ordinal));
        Assert.Equal([Repository.PathOf("ActorEngine.targets")], files);
    }

    private static IEnumerable<string> ProjectFiles() =>
        new[] { "Shared.Grains", "Edge.Silo", "Cloud.Silo", "Clients", "Runtime" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(path => !path.Contains("node_modules"));
}
