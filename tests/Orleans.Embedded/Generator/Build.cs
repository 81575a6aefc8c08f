using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

using OrleansCare.ActorGenerator;

namespace OrleansCare.EmbeddedEngine.Tests.Generator;

/// <summary>Compiles a source with the generator, as a build would.</summary>
internal sealed record Build(ImmutableArray<Diagnostic> Findings, ImmutableArray<Diagnostic> Errors, MetadataReference Output)
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Collections.Immutable; using System.Threading; using System.Threading.Tasks;
        using Orleans; using Orleans.Concurrency; using Orleans.Runtime;

        """;

    private static readonly MetadataReference[] Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static Build Of(string source, string name = "Made", params MetadataReference[] references)
    {
        var parsed = CSharpSyntaxTree.ParseText(Usings + source);
        var compilation = CSharpCompilation.Create(
            name,
            [parsed],
            [.. Platform, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        CSharpGeneratorDriver.Create(new ActorGenerator.ActorGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out var complete, out var findings);
        using var image = new MemoryStream();
        var emitted = complete.Emit(image);
        return new Build(
            findings,
            [.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)],
            emitted.Success ? MetadataReference.CreateFromImage(image.ToArray()) : Platform[0]);
    }

    public static void Fails(string id, string about, string source)
    {
        var findings = Of(source).Findings;
        var finding = Assert.Single(findings, finding => finding.Id == id);
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.Contains(about, finding.GetMessage(null), StringComparison.Ordinal);
        Assert.True(finding.Location.IsInSource || finding.Location.GetLineSpan().StartLinePosition.Line > 0, "The error points at a line.");
    }
}
