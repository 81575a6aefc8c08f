using System.Text;
using Microsoft.CodeAnalysis;
using OrleansCare.ActorGenerator.Reading;

namespace OrleansCare.ActorGenerator.Writing;

/// <summary>A copy is a clone whose members that could be changed were copied in turn; fields are reached whatever their accessibility.</summary>
internal static class CopierWriter
{
    public static string Write(INamedTypeSymbol type, List<Member> members)
    {
        var generic = type.IsGenericType ? $"<{string.Join(", ", type.TypeParameters.Select(parameter => parameter.Name))}>" : string.Empty;
        var by = type.IsValueType ? "ref " : string.Empty;
        var source = new StringBuilder();
        source.AppendLine($$"""
            {{(type.IsPublic() ? "public" : "internal")}} static class Copier_{{type.Flat()}}{{generic}}{{Constraints(type)}}
            {
            """);
        if (!type.IsAbstract)
        {
            source.AppendLine($$"""
                    public static {{type.Text()}} Copy({{type.Text()}} original)
                    {
                        var copy = {{(type.IsValueType ? "original" : "global::Orleans.CodeGeneration.Copies.Clone(original)")}};
                        Fix({{by}}copy);
                        return copy;
                    }

                """);
        }

        source.AppendLine($$"""
                public static void Fix({{by}}{{type.Text()}} copy)
                {
            """);
        if (!type.IsValueType && type.BaseType is { } parent && parent.Has("Orleans.GenerateSerializerAttribute") && !Codecs.HasUnchangeableFields(parent))
        {
            var arguments = parent.IsGenericType ? $"<{string.Join(", ", parent.TypeArguments.Select(argument => argument.Text()))}>" : string.Empty;
            source.AppendLine($"        global::{Symbols.GeneratedNamespace(parent.ContainingAssembly)}.Copier_{parent.Flat()}{arguments}.Fix(copy);");
        }

        var accessors = new StringBuilder();
        for (var index = 0; index < members.Count; index++)
        {
            var (field, carried, immutable) = members[index];
            if (carried && (immutable || Codecs.IsUnchangeable(field.Type)))
            {
                continue;
            }

            var declared = field.Type.Declared();
            source.AppendLine($"        Member{index}({by}copy) = {(carried ? $"global::Orleans.CodeGeneration.Copies.Of<{declared}>(Member{index}({by}copy))" : "default!")};");
            accessors.AppendLine($$"""

                    [global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = {{Symbols.Literal(field.MetadataName)}})]
                    private static extern ref {{declared}} Member{{index}}({{by}}{{type.Text()}} copy);
                """);
        }

        source.AppendLine("    }");
        source.Append(accessors);
        source.AppendLine("}");
        return source.ToString();
    }

    private static string Constraints(INamedTypeSymbol type) => string.Concat(type.TypeParameters.Select(parameter =>
    {
        var kinds = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            kinds.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            kinds.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            kinds.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            kinds.Add("notnull");
        }

        kinds.AddRange(parameter.ConstraintTypes.Select(constraint => constraint.Text()));
        if (parameter.HasConstructorConstraint)
        {
            kinds.Add("new()");
        }

        return kinds.Count == 0 ? string.Empty : $" where {parameter.Name} : {string.Join(", ", kinds)}";
    }));
}
