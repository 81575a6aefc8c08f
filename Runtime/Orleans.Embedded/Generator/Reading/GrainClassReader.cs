using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OrleansCare.ActorGenerator.Reading;

internal static class GrainClassReader
{
    public static Piece? Read(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || type.IsAbstract || !type.Implements("Orleans.IGrainBase"))
        {
            return null;
        }

        List<Finding> findings = [];
        List<Need> needs = [];
        var grainType = type.Attribute("Orleans.GrainTypeAttribute")?.FirstText();
        if (grainType is null)
        {
            findings.Add(Findings.New(Findings.NoGrainType, type, type.Readable()));
        }

        if (type.IsGenericType)
        {
            findings.Add(Findings.New(Findings.NotInSubset, type, type.Readable(), "a grain class is not generic"));
        }

        var constructor = type.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            .OrderByDescending(constructor => constructor.Has("Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute"))
            .ThenByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();
        if (constructor is null || !type.IsReachable())
        {
            findings.Add(Findings.New(Findings.NotReachable, type, type.Readable(), "a grain class and its constructor are public or internal"));
        }

        List<Claim> claims = [.. Symbols.AliasClaim(type)];
        if (grainType is not null)
        {
            claims.Add(new Claim("grain type", grainType, type.Readable(), Place.Of(type)));
        }

        var registration = findings.Count == 0 ? Registration(type, grainType!, constructor!, findings, needs) : string.Empty;
        return new Piece("Grain_" + type.Flat(), string.Empty, registration, new(findings), new(needs), new(claims));
    }

    private static string Registration(INamedTypeSymbol type, string grainType, IMethodSymbol constructor, List<Finding> findings, List<Need> needs)
    {
        var interfaces = type.AllInterfaces.Where(face => !face.IsGenericType && face.Implements("Orleans.IGrain")).Select(face => $"typeof({face.Text()})");
        var arguments = constructor.Parameters.Select(parameter => Argument(parameter, findings, needs));
        return $"""
            global::Orleans.CodeGeneration.Registry.AddGrainClass(new global::Orleans.CodeGeneration.GrainClass(
                    typeof({type.Text()}),
                    {Symbols.Literal(grainType)},
                    [{string.Join(", ", interfaces)}],
                    static context => new {type.Text()}({string.Join(", ", arguments)})));
            """;
    }

    private static string Argument(IParameterSymbol parameter, List<Finding> findings, List<Need> needs)
    {
        const string Extensions = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
        const string Keyed = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

        var type = parameter.Type;
        if (parameter.Attribute("Orleans.Runtime.PersistentStateAttribute") is { } state)
        {
            return State(parameter, state, findings, needs);
        }

        if (type.ToDisplayString() == "Orleans.Runtime.IGrainContext")
        {
            return "context";
        }

        if (type.ToDisplayString() == "System.IServiceProvider")
        {
            return "context.ActivationServices";
        }

        if (parameter.Attribute("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { ConstructorArguments.Length: > 0 } keyed)
        {
            return $"{Keyed}.GetRequiredKeyedService<{type.Text()}>(context.ActivationServices, {keyed.ConstructorArguments[0].ToCSharpString()})";
        }

        var optional = type.IsReferenceType && (parameter.HasExplicitDefaultValue || type.NullableAnnotation == NullableAnnotation.Annotated);
        return $"{Extensions}.{(optional ? "GetService" : "GetRequiredService")}<{type.Text()}>(context.ActivationServices)";
    }

    private static string State(IParameterSymbol parameter, AttributeData attribute, List<Finding> findings, List<Need> needs)
    {
        if (parameter.Type is not INamedTypeSymbol { TypeArguments.Length: 1 } named || named.OriginalDefinition.ToDisplayString() != "Orleans.Runtime.IPersistentState<TState>")
        {
            findings.Add(Findings.New(Findings.NotInSubset, parameter, parameter.Readable(), "[PersistentState] stands on an IPersistentState<T>"));
            return "null!";
        }

        var state = named.TypeArguments[0];
        foreach (var missing in Codecs.Missing(state))
        {
            needs.Add(new Need(missing.Text(), Findings.New(Findings.NoCodec, parameter, missing.Readable(), parameter.ContainingType.Readable())));
        }

        var names = attribute.ConstructorArguments.Select(argument => Symbols.Literal(argument.Value as string)).ToArray();
        return $"global::Orleans.CodeGeneration.GrainServices.PersistentState<{state.Text()}>(context, {names[0]}, {(names.Length > 1 ? names[1] : "null")})";
    }
}
