using Microsoft.CodeAnalysis;

namespace OrleansCare.ActorGenerator;

/// <summary>The build errors of this engine; Orleans finds most of them only when the silo runs.</summary>
internal static class Findings
{
    public const string NotAsynchronous = "OE0001";
    public const string NoCodec = "OE0002";
    public const string NameTaken = "OE0003";
    public const string NoGrainType = "OE0004";
    public const string NotInSubset = "OE0005";
    public const string NotReachable = "OE0006";
    public const string MemberWithoutId = "OE0007";

    private static readonly DiagnosticDescriptor[] All =
    [
        New(NotAsynchronous, "Grain methods are asynchronous", "'{0}' returns '{1}'; a grain method returns Task, Task<T>, ValueTask or ValueTask<T>, a one-way method Task or ValueTask"),
        New(NoCodec, "Type has no codec", "'{0}' of '{1}' cannot be carried between grains; annotate the type with [GenerateSerializer] or write a [RegisterConverter] IConverter for it"),
        New(NameTaken, "Name is taken", "The {0} '{1}' of '{2}' is also that of '{3}'"),
        New(NoGrainType, "Grain class has no grain type", "'{0}' needs [GrainType(\"...\")]: the name is part of the identity of stored grains and must not follow the class name"),
        New(NotInSubset, "Not in the subset of both engines", "'{0}': {1}"),
        New(NotReachable, "Generated code cannot reach it", "'{0}': {1}"),
        New(MemberWithoutId, "Member is not carried", "'{0}' of '{1}' has no [Id]; give it one, or mark its field [NonSerialized] to say that it stays behind"),
    ];

    public static DiagnosticDescriptor Of(string id) => All.First(descriptor => descriptor.Id == id);

    public static Finding New(string id, ISymbol at, params string[] arguments) => new(id, Place.Of(at), new EquatableArray<string>(arguments));

    private static DiagnosticDescriptor New(string id, string title, string message) =>
        new(id, title, message, "Actors", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
