using Microsoft.CodeAnalysis;
using OrleansCare.ActorGenerator.Writing;

namespace OrleansCare.ActorGenerator.Reading;

internal static class InterfaceReader
{
    public static Piece? Read(INamedTypeSymbol type)
    {
        if (!type.AllInterfaces.Any(face => face.ToDisplayString() is "Orleans.IGrain" or "Orleans.IGrainObserver"))
        {
            return null;
        }

        List<Finding> findings = [];
        List<Need> needs = [];
        if (type.IsGenericType)
        {
            findings.Add(Findings.New(Findings.NotInSubset, type, type.Readable(), "a grain interface is not generic"));
        }

        if (!type.IsReachable())
        {
            findings.Add(Findings.New(Findings.NotReachable, type, type.Readable(), "a grain interface is public or internal"));
        }

        var methods = new List<IMethodSymbol>();
        foreach (var member in new[] { type }.Concat(type.AllInterfaces).SelectMany(face => face.GetMembers()).Where(member => !member.IsStatic))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            {
                methods.Add(method);
                Check(type, method, findings, needs);
            }
            else if (member is not IMethodSymbol)
            {
                findings.Add(Findings.New(Findings.NotAsynchronous, member, member.Readable(), member.Kind.ToString().ToLowerInvariant()));
            }
        }

        var claims = Symbols.AliasClaim(type).Concat(MethodAliases(type, methods));
        var proxy = findings.Count == 0 ? ProxyWriter.Write(type, methods) : string.Empty;
        var registration = findings.Count == 0
            ? $"global::Orleans.CodeGeneration.Registry.AddProxy<{type.Text()}>(static target => new Proxy_{type.Flat()}(target));"
            : string.Empty;
        return new Piece("Proxy_" + type.Flat(), proxy, registration, new(findings), new(needs), new(claims));
    }

    private static void Check(INamedTypeSymbol type, IMethodSymbol method, List<Finding> findings, List<Need> needs)
    {
        // An inherited method is checked where it is declared, if that is here.
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
        {
            return;
        }

        var name = method.Readable();
        var answer = Answer.Of(method);
        if (answer is null || (answer.Value is not null && method.Has("Orleans.Concurrency.OneWayAttribute")))
        {
            findings.Add(Findings.New(Findings.NotAsynchronous, method, name, method.ReturnType.Readable()));
        }
        else if (answer.Value is not null)
        {
            AddMissing(answer.Value, method, name, findings, needs);
        }

        if (method.IsGenericMethod)
        {
            findings.Add(Findings.New(Findings.NotInSubset, method, name, "a grain method is not generic"));
        }

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                findings.Add(Findings.New(Findings.NotInSubset, parameter, name, "arguments travel by value, not by ref, in or out"));
            }
            else if (parameter.Type.ToDisplayString() == "System.Threading.CancellationToken" && parameter.Ordinal != method.Parameters.Length - 1)
            {
                findings.Add(Findings.New(Findings.NotInSubset, parameter, name, "the CancellationToken is the last parameter"));
            }

            AddMissing(parameter.Type, parameter, name, findings, needs);
        }
    }

    private static void AddMissing(ITypeSymbol type, ISymbol at, string owner, List<Finding> findings, List<Need> needs)
    {
        foreach (var missing in Codecs.Missing(type))
        {
            needs.Add(new Need(missing.Text(), Findings.New(Findings.NoCodec, at, missing.Readable(), owner)));
        }
    }

    private static IEnumerable<Claim> MethodAliases(INamedTypeSymbol type, List<IMethodSymbol> methods) =>
        from method in methods
        where SymbolEqualityComparer.Default.Equals(method.ContainingType, type)
        let alias = method.Attribute("Orleans.AliasAttribute")?.FirstText()
        where alias is not null
        select new Claim($"method alias in '{type.Readable()}'", alias, method.Readable(), Place.Of(method));
}
