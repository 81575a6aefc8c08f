using System.Text.Json;

namespace OrleansCare.Storage;

/// <summary>How a grain's state is written: JSON in UTF-8 with a format number beside it, so that a later format can be told apart.</summary>
public static class GrainStateFormat
{
    public const int Json = 1;

    /// <exception cref="InvalidDataException">The row was written by a newer program, or is not what it says.</exception>
    public static T? Read<T>(int format, ReadOnlySpan<byte> payload, JsonSerializerOptions options)
    {
        if (format != Json)
        {
            throw new InvalidDataException($"State format {format} is newer than this program; update it.");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(payload, options);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"Stored state cannot be read as {typeof(T).Name}.", error);
        }
    }

    public static byte[] Write<T>(T state, JsonSerializerOptions options) => JsonSerializer.SerializeToUtf8Bytes(state, options);

    /// <summary>What a grain sees before its first write.</summary>
    internal static T? Fresh<T>() => typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>() : default;
}
