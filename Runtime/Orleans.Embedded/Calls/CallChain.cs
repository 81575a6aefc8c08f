using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>Who waits for whom, told when a call is overdue.</summary>
internal static class CallChain
{
    private const int MaxLength = 32;

    /// <returns>For a cycle, e.g. <c>caller -> a/1.Ask -> b/1.Ask -> a/1.Answer (a/1 is still in a/1.Ask: the calls wait for each other)</c>.</returns>
    public static string Describe(Request request, List<Request> pending)
    {
        List<Request> chain = [request];
        for (var cause = CauseOf(request); cause is not null && chain.Count < MaxLength && !chain.Contains(cause); cause = CauseOf(cause))
        {
            chain.Insert(0, cause);
        }

        for (var next = EffectOf(request, pending); next is not null && chain.Count < MaxLength && !chain.Contains(next); next = EffectOf(next, pending))
        {
            chain.Add(next);
        }

        var caller = chain[0].Source?.GrainId.ToString() ?? "caller";
        var text = $"{caller} -> {string.Join(" -> ", chain.Select(Name))}";
        var last = chain[^1];
        var busy = chain.Find(link => !ReferenceEquals(link, last) && link.TargetId.Equals(last.TargetId));
        return busy is null ? text : $"{text} ({busy.TargetId} is still in {Name(busy)}: the calls wait for each other)";
    }

    private static string Name(Request request) => $"{request.TargetId}.{request.Shape.MethodName}";

    private static Request? CauseOf(Request request) => request.Cause is { } cause && cause.Version == request.CauseVersion ? cause : null;

    private static Request? EffectOf(Request request, List<Request> pending) =>
        pending.Find(other => ReferenceEquals(other.Cause, request) && other.CauseVersion == request.Version);
}
