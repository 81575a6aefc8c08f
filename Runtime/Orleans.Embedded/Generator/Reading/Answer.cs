using Microsoft.CodeAnalysis;

namespace OrleansCare.ActorGenerator.Reading;

/// <summary>What a grain method returns; without a value it just ends.</summary>
internal sealed record Answer(bool IsTask, ITypeSymbol? Value)
{
    public static Answer? Of(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol type
        ? type.OriginalDefinition.ToDisplayString() switch
        {
            "System.Threading.Tasks.Task" => new Answer(true, null),
            "System.Threading.Tasks.ValueTask" => new Answer(false, null),
            "System.Threading.Tasks.Task<TResult>" => new Answer(true, type.TypeArguments[0]),
            "System.Threading.Tasks.ValueTask<TResult>" => new Answer(false, type.TypeArguments[0]),
            _ => null,
        }
        : null;
}
