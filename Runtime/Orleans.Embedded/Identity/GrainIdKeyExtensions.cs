using System.Buffers.Text;
using System.Globalization;

namespace Orleans.Runtime;

public static class GrainIdKeyExtensions
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    /// <summary>Upper-case hexadecimal digits without leading zeros.</summary>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    public static Guid GetGuidKey(this GrainId grainId) =>
        Utf8Parser.TryParse(grainId.Key.AsSpan(), out Guid key, out _, 'N')
            ? key
            : throw new ArgumentException($"The key of {grainId} is not a Guid.", nameof(grainId));

    public static long GetIntegerKey(this GrainId grainId) =>
        Utf8Parser.TryParse(grainId.Key.AsSpan(), out long key, out var read, 'X') && read == grainId.Key.AsSpan().Length
            ? key
            : throw new ArgumentException($"The key of {grainId} is not an integer.", nameof(grainId));
}
