using Microsoft.CodeAnalysis;

namespace OrleansCare.ActorGenerator.Reading;

internal static class ConverterReader
{
    public static Piece Read(INamedTypeSymbol type)
    {
        var converter = type.AllInterfaces.FirstOrDefault(face => face.OriginalDefinition.ToDisplayString() == "Orleans.IConverter<TValue, TSurrogate>");
        var constructible = type.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0 && constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal);
        if (converter is null || type.IsGenericType || !type.IsReachable() || !constructible)
        {
            var finding = Findings.New(
                Findings.NotReachable, type, type.Readable(), "a converter implements IConverter<TValue, TSurrogate>, is public or internal, not generic, and has a constructor without parameters");
            return new Piece("Converter_" + type.Flat(), string.Empty, string.Empty, new([finding]), default, default);
        }

        var value = converter.TypeArguments[0].Text();
        var registration = $"global::Orleans.CodeGeneration.Copies.AddConverter<{value}, {converter.TypeArguments[1].Text()}>(new {type.Text()}());";
        return new Piece("Converter_" + type.Flat(), string.Empty, registration, default, default, default, value);
    }
}
