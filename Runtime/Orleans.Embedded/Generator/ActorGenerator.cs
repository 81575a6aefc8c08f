using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansCare.ActorGenerator.Reading;
using OrleansCare.ActorGenerator.Writing;

namespace OrleansCare.ActorGenerator;

/// <summary>Proxies for grain and observer interfaces, registrations of grain classes, copiers of messages, and the errors of all of them.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ActorGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is InterfaceDeclarationSyntax face && MayMatter(face),
            static (syntax, stop) => Declared(syntax, stop) is { } type ? InterfaceReader.Read(type) : null);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is ClassDeclarationSyntax type && MayMatter(type),
            static (syntax, stop) => Declared(syntax, stop) is { } type ? GrainClassReader.Read(type) : null);
        var serializable = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Orleans.GenerateSerializerAttribute", static (_, _) => true, static (syntax, _) => (Piece?)SerializableReader.Read((INamedTypeSymbol)syntax.TargetSymbol));
        var converters = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Orleans.RegisterConverterAttribute", static (_, _) => true, static (syntax, _) => (Piece?)ConverterReader.Read((INamedTypeSymbol)syntax.TargetSymbol));
        var space = context.CompilationProvider.Select(static (compilation, _) => Symbols.GeneratedNamespace(compilation.Assembly));
        var foreign = context.CompilationProvider.Select(static (compilation, _) => new EquatableArray<string>(ConvertedElsewhere(compilation)));

        foreach (var pieces in new[] { interfaces, classes, serializable, converters })
        {
            context.RegisterSourceOutput(pieces.Combine(space), static (output, pair) =>
            {
                if (pair.Left is { Source.Length: > 0 } piece)
                {
                    output.AddSource(piece.Name + ".g.cs", AssemblyWriter.File(pair.Right, piece.Source));
                }
            });
        }

        var all = interfaces.Collect().Combine(classes.Collect()).Combine(serializable.Collect()).Combine(converters.Collect())
            .Select(static (sets, _) => new EquatableArray<Piece>(
                sets.Left.Left.Left.Concat(sets.Left.Left.Right).Concat(sets.Left.Right).Concat(sets.Right).OfType<Piece>()));
        context.RegisterSourceOutput(all.Combine(foreign).Combine(space), static (output, given) =>
            Finish(output, [.. given.Left.Left], new HashSet<string>(given.Left.Right), given.Right));
    }

    // A part of a partial type may carry neither.
    private static bool MayMatter(TypeDeclarationSyntax type) =>
        type.BaseList is not null || type.Modifiers.Any(modifier => modifier.RawKind == (int)SyntaxKind.PartialKeyword);

    // Of a partial type only the first part speaks.
    private static INamedTypeSymbol? Declared(GeneratorSyntaxContext syntax, CancellationToken stop) =>
        syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, stop) is INamedTypeSymbol type && type.DeclaringSyntaxReferences[0].GetSyntax(stop) == syntax.Node ? type : null;

    private static IEnumerable<string> ConvertedElsewhere(Compilation compilation) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols
        from attribute in assembly.GetAttributes()
        where attribute.AttributeClass?.ToDisplayString() == "Orleans.CodeGeneration.ConvertedTypeAttribute"
        select attribute.ConstructorArguments[0].Value as ITypeSymbol into type
        where type is not null
        select type.Text();

    private static void Finish(SourceProductionContext output, ImmutableArray<Piece> pieces, HashSet<string> converted, string space)
    {
        converted.UnionWith(pieces.Select(piece => piece.Converts).OfType<string>());
        foreach (var piece in pieces)
        {
            foreach (var finding in piece.Findings.Concat(piece.Needs.Where(need => !converted.Contains(need.Type)).Select(need => need.IfMissing)))
            {
                output.ReportDiagnostic(finding.ToDiagnostic());
            }
        }

        foreach (var claims in pieces.SelectMany(piece => piece.Claims).GroupBy(claim => (claim.Kind, claim.Name)))
        {
            var first = claims.First();
            foreach (var claim in claims.Where(claim => claim.Owner != first.Owner))
            {
                output.ReportDiagnostic(new Finding(Findings.NameTaken, claim.Place, new([claim.Kind, claim.Name, claim.Owner, first.Owner])).ToDiagnostic());
            }
        }

        if (!pieces.IsEmpty)
        {
            output.AddSource("Registration.g.cs", AssemblyWriter.Registration(space, pieces));
        }
    }
}
