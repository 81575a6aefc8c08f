using System.Security.Cryptography;

namespace Orleans.Runtime;

/// <summary>Values that travel with calls from caller to grain, never back.</summary>
public static class RequestContext
{
    private const string ReentrancyKey = "#RCR";

    // Never changed in place: calls under way share it.
    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>Identifies the chain of calls; empty outside a section.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
            {
                Remove(ReentrancyKey);
            }
            else
            {
                Set(ReentrancyKey, value);
            }
        }
    }

    internal static Dictionary<string, object>? Snapshot
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    internal static Guid? ReentrancyIdOf(Dictionary<string, object> context) => context.TryGetValue(ReentrancyKey, out var id) ? id as Guid? : null;

    public static object? Get(string key) => Values.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    public static void Set(string key, object value) =>
        Values.Value = new Dictionary<string, object>(Values.Value ?? []) { [key] = value };

    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        Values.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    public static void Clear() => Values.Value = null;

    /// <summary>Until the section is disposed, calls that this one leads to may come back into this grain.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var outer = ReentrancyId;
        if (outer == Guid.Empty)
        {
            Span<byte> id = stackalloc byte[16];
            RandomNumberGenerator.Fill(id);
            ReentrancyId = new Guid(id);
        }

        var activation = SynchronizationContext.Current as Activation;
        activation?.OpenTo(ReentrancyId);
        return new ReentrancySection(outer, ReentrancyId, activation);
    }

    public static ReentrancySection SuppressCallChainReentrancy()
    {
        var outer = ReentrancyId;
        ReentrancyId = Guid.Empty;
        return new ReentrancySection(outer, Guid.Empty, null);
    }

    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _outer;
        private readonly Guid _inner;
        private readonly Activation? _activation;

        internal ReentrancySection(Guid outer, Guid inner, Activation? activation)
        {
            _outer = outer;
            _inner = inner;
            _activation = activation;
        }

        public void Dispose()
        {
            _activation?.CloseTo(_inner);
            ReentrancyId = _outer;
        }
    }
}
