using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansCare.ActorGenerator.Writing;

namespace OrleansCare.ActorGenerator.Reading;

internal static class SerializableReader
{
    public static Piece Read(INamedTypeSymbol type)
    {
        List<Finding> findings = [];
        List<Need> needs = [];
        if (!type.IsReachable())
        {
            findings.Add(Findings.New(Findings.NotReachable, type, type.Readable(), "a type that is carried between grains is public or internal"));
        }

        List<Member> members = [];
        foreach (var field in type.TypeKind == TypeKind.Enum ? [] : Codecs.Fields(type))
        {
            var carried = IsCarried(field);
            if (!carried && !field.Has("System.NonSerializedAttribute"))
            {
                var member = field.AssociatedSymbol ?? field;
                findings.Add(Findings.New(Findings.MemberWithoutId, member, member.Name, type.Readable()));
                continue;
            }

            foreach (var missing in carried ? Codecs.Missing(field.Type) : [])
            {
                needs.Add(new Need(missing.Text(), Findings.New(Findings.NoCodec, field.AssociatedSymbol ?? field, missing.Readable(), type.Readable())));
            }

            members.Add(new Member(field, carried, field.Has("Orleans.ImmutableAttribute") || (field.AssociatedSymbol?.Has("Orleans.ImmutableAttribute") ?? false)));
        }

        var copied = type.TypeKind is TypeKind.Class or TypeKind.Struct && findings.Count == 0 && !Codecs.IsUnchangeable(type);
        return new Piece(
            "Copier_" + type.Flat(),
            copied && NeedsCopier(type) ? CopierWriter.Write(type, members) : string.Empty,
            copied ? Registration(type) : Identity(type, findings.Count == 0),
            new(findings),
            new(needs),
            new(Symbols.AliasClaim(type)));
    }

    /// <summary>A class whose own fields cannot change still has a copier if others may derive from it.</summary>
    private static bool NeedsCopier(INamedTypeSymbol type) => !type.IsAbstract || type.TypeKind == TypeKind.Class;

    private static string Registration(INamedTypeSymbol type)
    {
        if (type.IsAbstract)
        {
            return string.Empty;
        }

        return type.IsGenericType
            ? $"global::Orleans.CodeGeneration.Copies.AddOpen(typeof({type.ConstructUnboundGenericType().Text()}), typeof(Copier_{type.Flat()}<{new string(',', type.TypeParameters.Length - 1)}>));"
            : Codecs.HasUnchangeableFields(type)
                ? Identity(type, true)
                : $"global::Orleans.CodeGeneration.Copies.Add<{type.Text()}>(Copier_{type.Flat()}.Copy);";
    }

    private static string Identity(INamedTypeSymbol type, bool valid) =>
        valid && type.TypeKind is TypeKind.Class or TypeKind.Struct && !type.IsGenericType && !type.IsAbstract
            ? $"global::Orleans.CodeGeneration.Copies.Add<{type.Text()}>(null);"
            : string.Empty;

    private static bool IsCarried(IFieldSymbol field)
    {
        if (field.Has("Orleans.IdAttribute") || (field.AssociatedSymbol?.Has("Orleans.IdAttribute") ?? false))
        {
            return true;
        }

        // The positional parameters of a record are carried by their position.
        return field.AssociatedSymbol is IPropertySymbol property && property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax);
    }
}

internal sealed record Member(IFieldSymbol Field, bool IsCarried, bool IsImmutable);
