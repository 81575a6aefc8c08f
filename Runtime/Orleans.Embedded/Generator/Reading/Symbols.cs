using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OrleansCare.ActorGenerator.Reading;

internal static class Symbols
{
    private static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat Annotated = Plain.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>For typeof and for names in messages.</summary>
    public static string Text(this ITypeSymbol type) => type.ToDisplayString(Plain);

    /// <summary>For declarations, with nullability.</summary>
    public static string Declared(this ITypeSymbol type) => type.ToDisplayString(Annotated);

    public static string Readable(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    public static AttributeData? Attribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == fullName);

    public static bool Has(this ISymbol symbol, string fullName) => symbol.Attribute(fullName) is not null;

    public static bool Implements(this ITypeSymbol type, string interfaceName) =>
        type.ToDisplayString() == interfaceName || type.AllInterfaces.Any(face => face.ToDisplayString() == interfaceName);

    public static string? FirstText(this AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as string;

    public static string Literal(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    public static bool IsReachable(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal || level.IsFileLocal)
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsPublic(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A member's name as code must write it.</summary>
    public static string Written(this IMethodSymbol method) =>
        SyntaxFacts.GetKeywordKind(method.Name) == SyntaxKind.None ? method.Name : "@" + method.Name;

    /// <summary>A name for a generated type; differs for types that differ.</summary>
    public static string Flat(this INamedTypeSymbol type) =>
        new([.. type.OriginalDefinition.ToDisplayString().Select(c => char.IsLetterOrDigit(c) ? c : '_')]);

    public static string GeneratedNamespace(IAssemblySymbol assembly) =>
        "OrleansGenerated." + new string([.. assembly.Name.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);

    public static IEnumerable<Claim> AliasClaim(INamedTypeSymbol type)
    {
        if (type.Attribute("Orleans.AliasAttribute")?.FirstText() is { } alias)
        {
            yield return new Claim("alias", alias, type.Readable(), Place.Of(type));
        }
    }
}
