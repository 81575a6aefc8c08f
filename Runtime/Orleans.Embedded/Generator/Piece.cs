using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace OrleansCare.ActorGenerator;

/// <summary>What one annotated type comes to: its source, its registration, and what is to be checked against the other types.</summary>
internal sealed record Piece(
    string Name,
    string Source,
    string Registration,
    EquatableArray<Finding> Findings,
    EquatableArray<Need> Needs,
    EquatableArray<Claim> Claims,
    string? Converts = null);

/// <summary>A type that only a converter could carry.</summary>
internal sealed record Need(string Type, Finding IfMissing);

/// <summary>A name that only one type may have.</summary>
internal sealed record Claim(string Kind, string Name, string Owner, Place Place);

internal sealed record Finding(string Id, Place Place, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Findings.Of(Id), Place.ToLocation(), [.. Arguments]);
}

internal sealed record Place(string File, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(ISymbol symbol)
    {
        var location = symbol.Locations.FirstOrDefault(location => location.IsInSource);
        return location is null ? new Place(string.Empty, default, default) : new Place(location.SourceTree!.FilePath, location.SourceSpan, location.GetLineSpan().Span);
    }

    public Location ToLocation() => File.Length == 0 && Span.IsEmpty ? Location.None : Location.Create(File, Span, Lines);
}
