using System.Text;
using Microsoft.CodeAnalysis;
using OrleansCare.ActorGenerator.Reading;

namespace OrleansCare.ActorGenerator.Writing;

/// <summary>A proxy, and a pooled request for each of its methods that carries the arguments in fields of their own type.</summary>
internal static class ProxyWriter
{
    private const string Engine = "global::Orleans.CodeGeneration";

    private static readonly string[] AllTraits = ["OneWay", "ReadOnly", "AlwaysInterleave"];

    public static string Write(INamedTypeSymbol type, List<IMethodSymbol> methods)
    {
        var source = new StringBuilder();
        var name = "Proxy_" + type.Flat();
        source.AppendLine($$"""
            internal sealed class {{name}}({{Engine}}.GrainTarget target) : global::Orleans.Runtime.GrainReference(target), {{type.Text()}}
            {
            """);
        for (var index = 0; index < methods.Count; index++)
        {
            WriteMethod(source, methods[index], $"{methods[index].Name}_{index}");
        }

        source.AppendLine("}");
        return source.ToString();
    }

    private static void WriteMethod(StringBuilder source, IMethodSymbol method, string request)
    {
        var answer = Answer.Of(method)!;
        var parameters = string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Type.Declared()} a{parameter.Ordinal}"));
        source.AppendLine($$"""
                {{method.ReturnType.Declared()}} {{method.ContainingType.Text()}}.{{method.Written()}}({{parameters}})
                {
                    var request = {{Engine}}.TurnPool<{{request}}>.Rent();
            """);
        foreach (var parameter in method.Parameters)
        {
            var plain = Codecs.IsUnchangeable(parameter.Type) || parameter.Has("Orleans.ImmutableAttribute");
            source.AppendLine($"        request.A{parameter.Ordinal} = {(plain ? $"a{parameter.Ordinal}" : $"{Engine}.Copies.Of<{parameter.Type.Declared()}>(a{parameter.Ordinal})")};");
        }

        source.AppendLine($$"""
                    return request.SendAsync(this){{(answer.IsTask ? ".AsTask()" : string.Empty)}};
                }

            """);
        WriteRequest(source, method, request, answer);
    }

    private static void WriteRequest(StringBuilder source, IMethodSymbol method, string request, Answer answer)
    {
        var owner = method.ContainingType.Text();
        var result = answer.Value?.Declared();
        var task = result is null ? "global::System.Threading.Tasks.ValueTask" : $"global::System.Threading.Tasks.ValueTask<{result}>";
        var call = $"(({owner})target).{method.Written()}({string.Join(", ", method.Parameters.Select(parameter => "A" + parameter.Ordinal))})";
        var types = string.Join(", ", method.Parameters.Select(parameter => $"typeof({parameter.Type.Text()})"));
        var timeout = Symbols.Literal(method.Attribute("Orleans.ResponseTimeoutAttribute")?.FirstText());
        source.AppendLine($$"""
                internal sealed class {{request}} : {{(result is null ? $"{Engine}.VoidRequest" : $"{Engine}.Request<{result}>")}}
                {
                    private static readonly {{Engine}}.RequestShape OwnShape = new({{Symbols.Literal(method.ContainingType.ToDisplayString())}}, {{Symbols.Literal(method.Name)}}, {{Traits(method)}}, {{timeout}}, static () => typeof({{owner}}).GetMethod({{Symbols.Literal(method.Name)}}, new global::System.Type[] { {{types}} })!);

            """);
        foreach (var parameter in method.Parameters)
        {
            source.AppendLine($"        internal {parameter.Type.Declared()} A{parameter.Ordinal} = default!;");
        }

        source.AppendLine($"        public override {Engine}.RequestShape Shape => OwnShape;");
        source.AppendLine($"        protected override {task} Invoke(object target) => {(answer.IsTask ? $"new {task}({call})" : call)};");
        source.AppendLine($"        protected override void Recycle() => {Engine}.TurnPool<{request}>.Return(this);");
        if (answer.Value is not null && !Codecs.IsUnchangeable(answer.Value)
            && !method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "Orleans.ImmutableAttribute"))
        {
            source.AppendLine($"        protected override {result} CopyResult({result} result) => {Engine}.Copies.Of<{result}>(result);");
        }

        WriteArguments(source, method);
        source.AppendLine("    }");
        source.AppendLine();
    }

    private static void WriteArguments(StringBuilder source, IMethodSymbol method)
    {
        if (method.Parameters.Length == 0)
        {
            return;
        }

        var cases = string.Join(" ", method.Parameters.Select(parameter => $"{parameter.Ordinal} => A{parameter.Ordinal},"));
        var clears = string.Join(" ", method.Parameters.Select(parameter => $"A{parameter.Ordinal} = default!;"));
        source.AppendLine($"        protected override int ArgumentCount => {method.Parameters.Length};");
        source.AppendLine($"        protected override object? Argument(int index) => index switch {{ {cases} _ => base.Argument(index) }};");
        source.AppendLine($"        protected override void Clear() {{ {clears} }}");
        var last = method.Parameters[method.Parameters.Length - 1];
        if (last.Type.ToDisplayString() == "System.Threading.CancellationToken")
        {
            source.AppendLine($"        protected override global::System.Threading.CancellationToken CancellationToken => A{last.Ordinal};");
        }
    }

    private static string Traits(IMethodSymbol method)
    {
        var traits = AllTraits
            .Where(trait => method.Has($"Orleans.Concurrency.{trait}Attribute"))
            .Select(trait => $"{Engine}.CallTraits.{trait}")
            .DefaultIfEmpty($"{Engine}.CallTraits.None");
        return string.Join(" | ", traits);
    }
}
